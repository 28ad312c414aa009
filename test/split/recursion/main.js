print(fib(16), odd(101), ack(2, 5), deep(5000), overflow());
print(JSON.stringify(tower(30)).length);
odd = function () {
    return 'replaced';
};
print(even(2), even(0));
print(overflow(), deep(3000), fib(10));
var memo = {};
(function (orig) {
    fib = function (n) {
        return n in memo ? memo[n] : (memo[n] = orig(n));
    };
})(fib);
print(fib(60), Object.keys(memo).length);
