'use strict';
print(
    sloppyThis() === globalObject,
    strictThis(),
    inherited(),
    typeof sloppyThis.call(1),
    strictThis.call(1)
);
print(o.s.call('x'), o.l.call('x'), this === globalObject);
assign();
print(undeclaredOne);
try {
    assignStrict();
} catch (e) {
    print(e.name, e.message.indexOf('undeclaredTwo') >= 0);
}
try {
    undeclaredThree = 1;
} catch (e2) {
    print(e2.name);
}
[strictThis, sloppyThis].forEach(function (f) {
    try {
        print(typeof f.caller);
    } catch (e) {
        print(e.name);
    }
    try {
        print(typeof f.arguments);
    } catch (e3) {
        print(e3.name);
    }
});
print(Object.getOwnPropertyNames(strictThis).join(), Object.getOwnPropertyNames(sloppyThis).join());
var thrower = Object.getOwnPropertyDescriptor(strictThis, 'caller').get;
var thrower2 = Object.getOwnPropertyDescriptor(function () {
    return 1;
}, 'caller').get;
print(thrower === thrower2, thrower === Object.getOwnPropertyDescriptor(strictThis, 'arguments').set);
