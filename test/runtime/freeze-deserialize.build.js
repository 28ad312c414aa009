// callbacks before the freeze and after boot: order, data, a script behind them
var api = require('v8').startupSnapshot;
globalThis.order = [];
api.addSerializeCallback(function (data) { order.push('serialize ' + data); }, 1);
api.addSerializeCallback(function (data) { order.push('serialize ' + data); }, 2);
api.addDeserializeCallback(function (data) { order.push('deserialize ' + data.n + ' ' + api.isBuildingSnapshot()); }, { n: 1 });
api.addDeserializeCallback(function (data) { order.push('deserialize ' + data + ' ' + (process.env.PATH !== undefined)); });
console.log(order);
