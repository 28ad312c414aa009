// The global object's prototype chain: inherited globals, getters, and shadowing.
var up = Object.create(Object.prototype, {
    inheritedGlobal: { value: 'from chain', writable: true, configurable: true },
    counterGlobal: {
        get: function () {
            return ++n;
        },
        configurable: true
    }
});
var n = 0;
Object.setPrototypeOf(this, up);
Object.prototype.everywhere = 'on Object.prototype';
function read() {
    return [inheritedGlobal, counterGlobal, everywhere, typeof missing].join();
}
print(read());
