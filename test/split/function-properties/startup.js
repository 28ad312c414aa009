// name, length, fileName, toString, caller and custom properties of functions.
function plain(a, b, c) {
    return a;
}
var anon = function () {},
    assigned = anon;
var obj = {
    method: function (x) {},
    short() {
        return 'short';
    },
    get acc() {
        return 1;
    },
    ['comp' + 1]: function () {}
};
plain.custom = { deep: [1] };
Object.defineProperty(plain, 'length', { value: 42 });
Object.defineProperty(anon, 'name', { value: 'renamed' });
var protoBefore = plain.prototype;
plain.prototype.marker = 'm';
print(plain.name, plain.length, anon.name, obj.short());
