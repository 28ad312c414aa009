print(saved.push === [].push, saved.slice === Array.prototype.slice, saved.has === {}.hasOwnProperty);
print(
    saved.max === Math.max,
    saved.floor === Math.floor,
    saved.parse === JSON.parse,
    saved.str === JSON.stringify
);
print(
    saved.isArray === Array.isArray,
    saved.charAt === ''.charAt,
    saved.call === print.call,
    saved.evl === eval,
    saved.pi === parseInt
);
print(
    saved.Obj === Object,
    saved.Err === Error,
    saved.u8 === Uint8Array,
    saved.f64 === Float64Array,
    saved.date === Date
);
print(
    saved.now === Date.now,
    saved.gc === Duktape.gc,
    saved.print === print,
    saved.sym === Symbol,
    saved.prx === Proxy
);
print(
    saved.own === Reflect.ownKeys,
    saved.keys === Object.keys,
    saved.exec === /x/.exec,
    saved.thr === Duktape.Thread
);
print(saved.enc === TextEncoder, saved.buf === Buffer, saved.Obj({}).constructor === saved.Obj);
print(
    getters.stack === Object.getOwnPropertyDescriptor(Error.prototype, 'stack').get,
    getters.proto.call([]) === Array.prototype,
    getters.flags.call(/x/gi)
);
var bad = 0,
    n = 0;
Object.keys(inventory).forEach(function (k) {
    var o = inventory[k].o;
    listNatives(o).forEach(function (name, i) {
        n++;
        if (inventory[k].fns[i] !== o[name]) {
            bad++;
            print('differs', name);
        }
    });
});
print(n > 100, bad);
var a = [1, 2];
saved.push.call(a, 3, 4);
print(
    a.join(),
    saved.slice.call(a, 1, 3).join(),
    saved.max(3, 8, 5),
    saved.parse('[1,{"a":2}]')[1].a,
    saved.str({ q: [1] })
);
print(
    saved.charAt.call('hello', 1),
    saved.pi('ff', 16),
    saved.own({ z: 1, a: 2 }).join(),
    saved.evl('1+1'),
    saved.has.call({ k: 1 }, 'k')
);
print(
    new saved.u8(3).length,
    new saved.f64([1.5])[0],
    new saved.date(0).getTime(),
    saved.exec.call(/b+/, 'abbc')[0]
);
