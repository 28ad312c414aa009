// Iteration by lastIndex stops in one half and continues in the other; RegExp patched.
var input = 'k1=v1;k2=v2;k3=v3;k4=v4;',
    pair = /(\w+)=(\w+);/g,
    got = [];
var m;
while ((m = pair.exec(input)) && got.push(m[1]) < 2) {
    continue;
}
var lastMatch = m;
var origExec = RegExp.prototype.exec,
    execs = 0;
RegExp.prototype.exec = function (s) {
    execs++;
    return origExec.call(this, s);
};
RegExp.prototype.all = function (s) {
    var r = [],
        x;
    this.lastIndex = 0;
    while ((x = this.exec(s))) {
        r.push(x[0]);
    }
    return r;
};
function Scanner(s) {
    this.s = s;
    this.re = /\s*(?:(\d+)|([a-z]+)|(.))/g;
}
Scanner.prototype.next = function () {
    var x = this.re.exec(this.s);
    return x && (x[1] ? 'num ' + x[1] : x[2] ? 'id ' + x[2] : 'op ' + x[3]);
};
var sc = new Scanner('x1 = 42 + foo(7)');
print(got.join(), pair.lastIndex, sc.next(), sc.next());
