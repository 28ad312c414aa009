// startupSnapshot: what the API refuses in a build; the main function comes last
var api = require('v8').startupSnapshot;
var order = [];
console.log('building', api.isBuildingSnapshot());
[function () { api.addSerializeCallback(1); }, function () { api.addDeserializeCallback({}); }, function () { api.setDeserializeMainFunction(); }].forEach(function (f) {
    try { f(); } catch (e) { console.log(e.name, e.code, e.message); }
});
api.addSerializeCallback(function () { order.push('serialize'); });
api.addDeserializeCallback(function () { order.push('deserialize'); });
api.setDeserializeMainFunction(function (data) {
    console.log('main function', data, order, arguments.length, process.argv.length);
    ['addSerializeCallback', 'addDeserializeCallback', 'setDeserializeMainFunction'].forEach(function (name) {
        try { api[name](function () {}); } catch (e) { console.log(e.code); }
    });
}, [1]);
try { api.setDeserializeMainFunction(function () {}); } catch (e) { console.log(e.name, e.code, e.message); }
