print(m.get(), m.args[0], m.args.length, m.args[2]);
m.setA('set by closure');
print(m.args[0]);
m.args[1] = 'B';
print(m.get());
m.args.length = 7;
m.args[5] = 'five';
print(Array.prototype.slice.call(m.args).length, Object.keys(m.args).join());
u.args[0] = 'changed';
u.setA('hidden');
print(u.get(), u.args[0], u.args[2], u.args.length);
try {
    print(u.args.callee);
} catch (e) {
    print(e.name);
}
print(m.args.callee === mapped, Object.prototype.toString.call(u.args), Array.isArray(m.args));
cut.setA('P');
cut.args[1] = 'fresh';
cut.args[2] = 'refused';
print(cut.get(), cut.args[0], cut.args[1], cut.args[2]);
none[0] = 'added';
print(none.length, none[0], JSON.stringify(none));
delete m.args[0];
m.setA('unmapped now');
print(m.args[0], m.get());
print(
    Math.max.apply(
        null,
        (function () {
            return arguments;
        })(3, 9, 4)
    )
);
print(mapped.apply(null, m.args).args.length, mapped.apply(null, u.args).get());
