// process: what is ours alone
console.log(typeof process.versions.jsboot, process.versions.duktape, process.version === 'v' + process.versions.jsboot);
try { process.hrtime.bigint(); } catch (e) { console.log(e.name, e.code, e.message); }
console.log(typeof process.nextTick, typeof setTimeout, typeof performance.now());
console.log(Object.keys(process).sort().join(' '));
console.log(['global', 'globalThis', 'console', 'process', 'require', 'Buffer', 'print'].map(function (name) {
    var d = Object.getOwnPropertyDescriptor(globalThis, name);
    return name + ':' + typeof globalThis[name] + ':' + (d && d.enumerable);
}).join(' '));
