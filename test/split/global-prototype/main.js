print(read(), Object.getPrototypeOf(this) === up, this.hasOwnProperty('inheritedGlobal'));
inheritedGlobal = 'written';
print(up.inheritedGlobal, this.hasOwnProperty('inheritedGlobal'), read());
up.missing = 'now found';
print(missing, read(), delete up.missing, typeof missing);
delete inheritedGlobal;
print(read(), delete Object.prototype.everywhere);
try {
    read();
} catch (e) {
    print(e.name);
}
Object.setPrototypeOf(this, Object.prototype);
try {
    counterGlobal;
} catch (e2) {
    print(e2.name, n);
}
