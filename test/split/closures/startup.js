// Nested closures share one scope across the halves.
function account(start) {
    var balance = start,
        history = [];
    function note(what, n) {
        history.push(what + ' ' + n);
    }
    return {
        deposit: function (n) {
            balance += n;
            note('in', n);
            return balance;
        },
        withdraw: function (n) {
            balance -= n;
            note('out', n);
            return balance;
        },
        report: function () {
            return balance + ': ' + history.join(', ');
        },
        spawn: function (k) {
            return function () {
                return balance * k;
            };
        }
    };
}
function adder(a) {
    return function (b) {
        return function (c) {
            return a + b + c;
        };
    };
}
var acc = account(100),
    other = account(5);
acc.deposit(20);
var twice = acc.spawn(2),
    add1 = adder(1),
    add12 = add1(2);
var fns = [],
    i;
for (i = 0; i < 5; i++) {
    (function (j) {
        fns.push(function () {
            return [i, j++];
        });
    })(i);
}
fns[2]();
print(acc.report(), twice(), add12(3));
