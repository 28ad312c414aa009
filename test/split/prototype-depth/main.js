print(
    chain.who(),
    list
        .map(function (o) {
            return o.who();
        })
        .join(),
    last.m0(),
    last.m49(),
    last instanceof ctors[25],
    last.m50
);
delete list[9].depth;
print(chain.who());
list[4].who = function () {
    return 'half way ' + this.depth;
};
print(
    chain.who(),
    list[3].who(),
    list[4].isPrototypeOf(chain),
    'depth' in chain,
    chain.hasOwnProperty('depth')
);
ctors[10].prototype.m5 = function () {
    return 'overridden';
};
print(last.m5(), new ctors[9](1).m5(), new ctors[10](1).m5());
var depth = 0,
    p = last;
while ((p = Object.getPrototypeOf(p))) {
    depth++;
}
print(depth);
Object.setPrototypeOf(list[5], null);
print(chain.who, chain.depth, list[4].who());
