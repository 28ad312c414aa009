print(
    keysIn(o),
    keysIn([5, 6]),
    keysIn(bare),
    keysIn('ab'),
    keysIn(function () {})
);
print(o.quiet, o.magic, {}.magic, (5).magic, bare.magic, bare.quiet);
var p = {};
p.magic = 'p';
print(keysIn(p), p.magic);
try {
    p.quiet = 'own now';
    print(keysIn(p), p.quiet);
} catch (e) {
    print(e.name);
}
delete Object.prototype.inherited;
print(keysIn(o), 'inherited' in o, o.inherited);
delete Object.prototype.magic;
print({}.magic, o.magic, JSON.stringify(p));
Object.prototype.late = 1;
print(keysIn([]), keysIn(bare));
delete Object.prototype.late;
delete Object.prototype.quiet;
print(
    Object.getOwnPropertyNames(Object.prototype).length ===
        Object.getOwnPropertyNames(Object.getPrototypeOf({})).length
);
