// Strictness is a flag of each function, not of the caller or the half.
var sloppyThis = function () {
    return this;
};
var strictThis = function () {
    'use strict';
    return this;
};
var o = {
    s: function () {
        'use strict';
        return typeof this;
    },
    l: function () {
        return typeof this;
    }
};
function inner() {
    'use strict';
    return function () {
        return this;
    };
}
var inherited = inner();
function assign() {
    undeclaredOne = 1;
}
function assignStrict() {
    'use strict';
    undeclaredTwo = 1;
}
var globalObject = this;
print(sloppyThis() === globalObject, strictThis());
