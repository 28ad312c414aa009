// marked: a custom renderer and lexed tokens before, rendered after.
var renderer = new marked.Renderer(),
    headings = [];
renderer.heading = function (text, level) {
    headings.push(level + text);
    return '<h' + level + ' id="h' + headings.length + '">' + text + '</h' + level + '>';
};
var md =
    '# Title *em*\n\nPara with `code`, [link](http://x.y "t") and **bold**\nsecond line\n\n- one\n- two\n  1. nested\n\n> quote\n\n| a | b |\n|---|:-:|\n| 1 | <2> |\n\n```js\nvar x = "<y>";\n```\n';
var tokens = marked.lexer(md),
    before = marked(md, { renderer: renderer });
print(tokens.length, before.length, headings.join());
