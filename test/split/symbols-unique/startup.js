// New symbols must differ from the frozen ones: the symbol counter is part of the heap.
var early = [],
    bag = {},
    i;
for (i = 0; i < 1000; i++) {
    early.push(Symbol('s'));
    bag[early[i]] = i;
}
var nameless = Symbol(),
    named = Symbol('named');
var host = {};
host[nameless] = 'nameless';
host[named] = 'named';
print(Object.getOwnPropertySymbols(bag).length, early[0] === early[1]);
