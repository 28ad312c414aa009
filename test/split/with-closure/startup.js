// Functions made inside with: object environments, with and without this.
var target = {
    width: 3,
    height: 4,
    area: function () {
        return this.width * this.height;
    }
};
var calc,
    setter,
    nested,
    outer = 'outer';
with (target) {
    calc = function () {
        return area() + width;
    };
    setter = function (v) {
        width = v;
        outer = 'set by with';
        depth = v;
    };
    with ({ height: 'inner height', only: 1 }) {
        nested = function () {
            return [width, height, typeof only, typeof nope].join();
        };
    }
}
print(calc(), nested());
