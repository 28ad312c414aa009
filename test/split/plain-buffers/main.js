print(bytes(fixed), bytes(init), bytes(fromStr), bytes(plain), zero.length, zero.byteLength);
init[0] = 77;
init[1] = 300;
init[100] = 5;
print(holder.b[0], holder.list[1][1], holder.again === init, init[100], bytes(init));
u8[0] = 123;
print(plain[0], plain === Uint8Array.plainOf(u8), bytes(plain));
plain[2] = 1;
print(
    u8[2],
    typeof plain,
    plain instanceof Uint8Array,
    Object.prototype.toString.call(plain),
    Object.getPrototypeOf(plain) === Uint8Array.prototype
);
print(Object.keys(init).join(), 'length' in Object(init), init.slice === undefined, String(init));
init.prop = 'refused';
print(
    init.prop,
    JSON.stringify(init),
    Duktape.enc('hex', init),
    Duktape.enc('base64', fromStr),
    bytes(Duktape.dec('hex', 'cafe00'))
);
var wrapped = Object(init);
wrapped[0] = 5;
wrapped.prop = 'kept';
print(init[0], wrapped.prop, wrapped.length, bytes(wrapped.subarray(1, 3)));
var more = [];
for (var i = 0; i < 200; i++) {
    more.push(Uint8Array.allocPlain(i));
    more[i][i - 1] = i;
}
init = holder = null;
Duktape.gc();
print(more[199][198], more[0].length, bytes(wrapped), zero[0]);
