answers('list', list);
answers('inherited', inherited);
answers('sparse', sparse);
answers('text', texts);
answers('bytes', bytes);
answers('arguments', passed);
answers('function', values);
answers('bare', Object.create(null));
answers('proxy', new Proxy(list, {}));
answers('asked', new Proxy({}, { has: function (target, key) { return String(key).length === 1; } }));
answers('chain', Object.create(new Proxy({ name: 1 }, {})));

/* What changes is seen. */
late[3] = 1;
answers('late', late);
delete late[3];
answers('deleted', late);
Array.prototype[1] = 'everywhere';
answers('list, prototype', list);
answers('sparse, prototype', sparse);
delete Array.prototype[1];
Object.defineProperty(list, 1, { get: function () { throw new Error('never asked'); }, configurable: true });
answers('accessor', list);
list.length = 1;
answers('short', list);

/* A key that is made is asked for once, after what it is asked of. */
var made = 0;
var key = { toString: function () { made++; return '0'; } };
print(key in list, made);
try {
    key in 5;
} catch (e) {
    print(e instanceof TypeError, made);
}
['x', 1, null].forEach(function (other) {
    try {
        0 in other;
        print('no error');
    } catch (e) {
        print(e instanceof TypeError);
    }
});
