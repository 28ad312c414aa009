// the loop runs after the main function
require('v8').startupSnapshot.setDeserializeMainFunction(function () {
    setTimeout(function () { console.log('timer'); process.exitCode = 4; }, 1);
    process.nextTick(function () { console.log('tick'); });
    console.log('main');
});
