// Number, String, Boolean and Symbol objects, with the string exotic behaviour.
var n = new Number(-0),
    b = new Boolean(false),
    s = new String('h\u00e9llo'),
    y = Object(Symbol('boxed'));
n.note = 'on number';
s.note = 'on string';
s[10] = 'beyond';
var sub = Object.create(s);
print(1 / n, typeof n, s.length, typeof y);
