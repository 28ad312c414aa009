print(
    typeof p,
    typeof plain,
    p == plain,
    plain === o.p,
    plain === Duktape.Pointer(),
    String(p),
    o[String(plain)]
);
print(
    p instanceof Duktape.Pointer,
    Object.prototype.toString.call(p),
    !!plain,
    JSON.stringify([plain, p]),
    p.valueOf() === plain
);
print(Object.keys(o).join() === 'p,' + plain, Duktape.info(plain).type, Duktape.info(o.p).type);
