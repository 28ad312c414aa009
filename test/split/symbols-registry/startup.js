// Symbol.for, well-known symbols, and objects that use them.
var reg = Symbol.for('app.key'),
    emptyKey = Symbol.for(''),
    wk = [
        Symbol.iterator,
        Symbol.hasInstance,
        Symbol.toPrimitive,
        Symbol.toStringTag,
        Symbol.isConcatSpreadable
    ];
var money = { amount: 5 };
money[Symbol.toPrimitive] = function (hint) {
    return hint === 'number' ? this.amount : hint + ':' + this.amount;
};
var tagged = {};
tagged[Symbol.toStringTag] = 'Custom';
var spread = { length: 2, 0: 'a', 1: 'b' };
spread[Symbol.isConcatSpreadable] = true;
var table = {};
table[reg] = 'registered';
table[Symbol.iterator] = function () {
    return 'iterator method';
};
print(+money, tagged.toString(), table[Symbol.for('app.key')]);
