print(
    Object.isFrozen(Object.prototype),
    Object.isFrozen(Array.prototype),
    Object.isSealed(Math),
    Object.isExtensible(JSON),
    Object.isExtensible(Date.prototype)
);
print(
    refused(function () {
        'use strict';
        Object.prototype.x = 1;
    }),
    refused(function () {
        'use strict';
        delete Array.prototype.push;
    }),
    refused(function () {
        'use strict';
        Math.PI2 = 1;
    }),
    refused(function () {
        'use strict';
        JSON.x = 1;
    }),
    refused(function () {
        'use strict';
        Math.sin = 1;
    }),
    refused(function () {
        'use strict';
        Date.prototype.x = 1;
    }),
    refused(function () {
        'use strict';
        o.b = 1;
    })
);
print(
    refused(function () {
        'use strict';
        o.toString = 1;
    }),
    refused(function () {
        'use strict';
        [].push = 1;
    }),
    refused(function () {
        'use strict';
        new Error('m').message = 'x';
    })
);
var arr = [3, 1, 2];
arr.push(0);
print(arr.sort().join(), Object.keys(o).join(), 'x'.concat('y'), Object.prototype.x);
try {
    Object.defineProperty(o, 'toString', {
        value: function () {
            return 'own';
        }
    });
    print(String(o));
} catch (e) {
    print(e.name);
}
