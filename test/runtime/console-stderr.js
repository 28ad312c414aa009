// standard error: order and texts of warn, error, assert, trace, and warnings of console itself
console.error('%s!', 'error');
console.warn({ a: 1 });
console.assert(false);
console.assert(false, 'x %d', 3);
console.assert(false, { a: 1 });
console.group();
console.error('indented');
console.groupEnd();
var real = process.stderr.write;
var seen = '';
process.stderr.write = function (text) { seen += text; };
console.trace('here %s', 'now');
process.stderr.write = real;
console.log(seen.split('\n').slice(0, 2).join('\n').replace(/\(.*\/test\/runtime\//, '('));
