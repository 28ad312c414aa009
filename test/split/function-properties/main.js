function base(f) {
    return String(f.fileName).replace(/^.*\//, '');
}
function here() {}
print(plain.name, plain.length, anon.name, obj.method.name, obj.short.name, obj.comp1.name);
print(base(plain), base(here), base(obj.short), typeof Math.max.fileName);
print(plain.toString(), Math.max.toString(), plain.bind().toString(), String(obj.method));
print(
    plain.prototype === protoBefore,
    new plain().marker,
    plain.prototype.constructor === plain,
    'prototype' in obj.short
);
plain.custom.deep.push(2);
plain.another = true;
print(
    JSON.stringify(plain.custom),
    Object.keys(plain).join(),
    plain.caller,
    plain.arguments === undefined || plain.arguments === null
);
print(Object.getOwnPropertyNames(plain).join(), Object.getOwnPropertyNames(Math.max).join());
delete plain.prototype.marker;
print(new plain().marker, delete plain.name, plain.name, typeof plain);
plain.prototype = null;
print(Object.getPrototypeOf(new plain()) === Object.prototype);
