// Built-ins gone from the global object still serve the engine from inside.
var savedPrint = print,
    kept = { parse: JSON.parse };
var builtinErrors = TypeError;
JSON = null;
Math = undefined;
TypeError = function () {};
RangeError = 5;
delete this.Date;
delete this.RegExp;
delete Array.prototype.toString;
delete Object.prototype.valueOf;
delete Function.prototype.call;
delete Error.prototype.name;
delete String.prototype.charAt;
Array = function () {
    return 'fake array';
};
Symbol = null;
Proxy = undefined;
function grab(f) {
    try {
        f();
    } catch (e) {
        return e;
    }
}
print(typeof JSON, typeof Math, typeof Date, Array());
