// JSHINT keeps global state between calls: linted before, linted differently after.
function lint(src, opts, globals) {
    var ok = JSHINT(src, opts, globals);
    return (
        ok +
        ' ' +
        JSHINT.errors
            .map(function (e) {
                return e && e.line + ':' + e.character + ' ' + e.code + ' ' + e.reason;
            })
            .join('; ')
    );
}
var code =
    'function f(a) {\n  var x = 1, y\n  if (a == null) { return x }\n  undefinedCall(a);\n  for (var k in a) { eval(k); }\n}\n';
var before = lint(code, { undef: true, unused: true, eqeqeq: true, forin: true });
var data = JSHINT.data();
print(before);
