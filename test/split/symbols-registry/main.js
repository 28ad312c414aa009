print(
    Symbol.for('app.key') === reg,
    Symbol.for('app.' + 'key') === reg,
    Symbol.for('other') === reg,
    Symbol.for('') === emptyKey
);
print(
    Symbol.keyFor(reg),
    Symbol.keyFor(emptyKey) === '',
    Symbol.keyFor(Symbol('app.key')),
    table[Symbol.for('app.key')]
);
print(
    [Symbol.iterator, Symbol.hasInstance, Symbol.toPrimitive, Symbol.toStringTag, Symbol.isConcatSpreadable]
        .map(function (s, i) {
            return s === wk[i];
        })
        .join()
);
print(wk.map(String).join(), table[Symbol.iterator]());
print(+money, money + '', String(money), money * 2);
print(String(tagged), Object.prototype.toString.call(tagged), [0].concat(spread).join());
money.amount = 7;
tagged[Symbol.toStringTag] = 'Renamed';
spread[Symbol.isConcatSpreadable] = false;
print(+money, String(tagged), [0].concat(spread).length);
print(Object.getOwnPropertySymbols(table).map(String).join(), Math[Symbol.toStringTag], String(JSON));
