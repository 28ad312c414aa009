print(all.map(kind).join(' '));
print(Duktape.compact(o) === o, Object.keys(o).join(), Duktape.compact(arr).join(), Duktape.compact(f) === f);
o.c = 3;
arr.push(4);
print(JSON.stringify(o), arr.join(), Duktape.version, typeof Duktape.env);
print(
    Duktape.enc('hex', 'abc'),
    Duktape.enc('base64', 'abc'),
    Duktape.dec('base64', 'YWJj').length,
    Duktape.enc('jx', o),
    Duktape.dec('jx', '{a:undefined}').a
);
function who() {
    return Duktape.act(-2)['function'];
}
print(who() === who, Duktape.compact('s'), Duktape.info({}).type === Duktape.info(o).type);
