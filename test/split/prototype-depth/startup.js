// Long prototype chains and many constructors with shared prototypes.
var top0 = {
        depth: 0,
        who: function () {
            return this.depth;
        }
    },
    chain = top0,
    i,
    list = [];
for (i = 1; i <= 500; i++) {
    chain = Object.create(chain);
    if (i % 50 === 0) {
        chain.depth = i;
        list.push(chain);
    }
}
var ctors = [];
for (i = 0; i < 50; i++) {
    (function (up) {
        function C(v) {
            this.v = v;
        }
        C.prototype = Object.create(up ? up.prototype : Object.prototype);
        C.prototype.constructor = C;
        C.prototype['m' + i] = function () {
            return 'm' + this.v;
        };
        ctors.push(C);
    })(ctors[i - 1]);
}
var last = new ctors[49]('last');
print(chain.who(), last.m0(), last instanceof ctors[0]);
