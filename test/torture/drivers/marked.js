// SPDX-License-Identifier: MIT
//
// Renders documents that packages carry, with each set of options.
var options = [{}, { gfm: false }, { breaks: true, smartLists: true }, { pedantic: true, gfm: false }, { smartypants: true, sanitize: true }];
var renderer = new marked.Renderer();
renderer.heading = function (text, level, raw) { return level + ':' + this.options.headerPrefix + raw.toLowerCase() + '\n'; };
for (var d = 0; d < documents.length; d++) {
    var chosen = options[d % options.length];
    print('== ' + d, JSON.stringify(chosen));
    print(marked(documents[d], chosen));
    print(marked.lexer(documents[d], marked.defaults).length);
    print(marked(documents[d].slice(0, 600), { renderer: renderer }));
}
