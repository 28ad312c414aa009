// process.argv: what a build captured is refilled at boot
globalThis.words = process.argv;
globalThis.read = function () { return process.argv; };
console.log(words.length > 1);
