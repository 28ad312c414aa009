// SPDX-License-Identifier: MIT
//
// Renders the examples of the specification that the package carries.
var library = $require(0);
var reader = new library.Parser(), html = new library.HtmlRenderer(), xml = new library.XmlRenderer();
function render(text, i) {
    var tree = reader.parse(text), walker = tree.walker(), event, types = [];
    while ((event = walker.next())) {
        if (event.entering) { types.push(event.node.type); }
    }
    print(i, types.join(' '));
    print(html.render(tree));
    if (i % 5 === 0) { print(xml.render(tree)); }
}
for (var example = 0; example < examples.length; example++) {
    render(examples[example], example);
}
