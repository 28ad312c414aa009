print(marked(md, { renderer: renderer }) === before, headings.length);
print(marked.parser(tokens).replace(/\n/g, '~'));
marked.setOptions({ gfm: true, breaks: true, smartypants: true });
print(
    marked('a\nb -- "q"...\n\n## New\n\n<div>html</div>\n\n![img](s.png) http://auto.link', {
        renderer: renderer
    }).replace(/\n/g, '~'),
    headings.join()
);
marked.Renderer.prototype.strong = function (t) {
    return '<STRONG>' + t + '</STRONG>';
};
print(marked('**x** ~~y~~ \\* &amp; <b>'), marked.inlineLexer('`z`', {}), marked('***').trim());
