// an error in a callback of startup code fails the build
setImmediate(function () { throw new RangeError('too late'); });
console.log('built');
