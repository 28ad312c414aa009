print(acc.deposit(5), acc.withdraw(50), twice());
print(acc.report());
print(other.report());
print(add1(10)(100), add12(100));
i = 'shared';
fns.forEach(function (f) {
    print(f().join(), f().join());
});
var thrice = acc.spawn(3);
acc.withdraw(75);
print(twice(), thrice(), acc.spawn === other.spawn);
var more = account(1);
acc = null;
Duktape.gc();
print(twice(), more.deposit(1), more.report());
