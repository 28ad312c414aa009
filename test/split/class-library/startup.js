// A class helper with super calls, mixins and statics; classes extended after boot.
function Class() {}
Class.extend = function (props) {
    var Up = this,
        up = Up.prototype;
    function Sub() {
        if (this.init) {
            this.init.apply(this, arguments);
        }
    }
    Sub.prototype = Object.create(up, { constructor: { value: Sub, writable: true, configurable: true } });
    Object.keys(props).forEach(function (k) {
        var f = props[k],
            old = up[k];
        Sub.prototype[k] =
            typeof f === 'function' && typeof old === 'function'
                ? function () {
                      var save = this._super,
                          r;
                      this._super = old;
                      try {
                          r = f.apply(this, arguments);
                      } finally {
                          this._super = save;
                      }
                      return r;
                  }
                : f;
    });
    Sub.extend = Class.extend;
    Sub.up = Up;
    return Sub;
};
var Shape = Class.extend({
    init: function (n) {
        this.n = n;
        Shape.made++;
    },
    area: function () {
        return 0;
    },
    toString: function () {
        return this.n + ' ' + this.area();
    }
});
Shape.made = 0;
var Sq = Shape.extend({
    init: function (s) {
        this._super('square');
        this.s = s;
    },
    area: function () {
        return this.s * this.s + this._super();
    }
});
var list = [new Shape('blank'), new Sq(3)];
print(list.join(), Shape.made);
