// ES2015 order: index keys ascending, then strings, then symbols, in creation order.
var s1 = Symbol('one'),
    s2 = Symbol('two');
var o = {};
o.zeta = 1;
o[10] = 'ten';
o[s2] = 's2';
o.alpha = 2;
o[2] = 'two';
o['-1'] = 'neg';
o['01'] = 'padded';
o[s1] = 's1';
o['4294967294'] = 'max index';
o['4294967295'] = 'not an index';
function list(x) {
    return Reflect.ownKeys(x).map(String).join(' ');
}
print(list(o));
