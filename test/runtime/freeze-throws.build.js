// an error in a serialize callback fails the build
require('v8').startupSnapshot.addSerializeCallback(function () { throw new Error('not now'); });
console.log('build ran');
