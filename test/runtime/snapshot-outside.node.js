// v8.startupSnapshot outside of a build
var api = require('v8').startupSnapshot;
console.log(Object.keys(api).sort(), !!api.isBuildingSnapshot());
['addSerializeCallback', 'addDeserializeCallback', 'setDeserializeMainFunction'].forEach(function (name) {
    [undefined, function () {}].forEach(function (arg) {
        try { api[name](arg); } catch (e) { console.log(name, e.name, e.code, e.message, String(e), Object.keys(e)); }
    });
});
