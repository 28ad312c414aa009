// a blob with a main function runs without a script
var greeting = { text: 'hello from the blob' };
require('v8').startupSnapshot.setDeserializeMainFunction(function (data) {
    console.log(data.text, process.argv.length, require('v8').startupSnapshot.isBuildingSnapshot());
    process.exitCode = 5;
}, greeting);
process.on('exit', function (code) { console.log('exit', code); });
