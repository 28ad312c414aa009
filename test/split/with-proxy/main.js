seen = [];
print(
    run(10),
    vars.x,
    seen
        .filter(function (s) {
            return /x$|y$/.test(s);
        })
        .join()
);
print(sandbox('x * y'), sandbox('y = 50; z = typeof nothing; y'), vars.y, z, typeof vars.z);
delete vars.y;
var y = 'global y';
print(run(1), vars.x);
vars.print = function (s) {
    seen.push('captured ' + s);
};
with (scope) {
    print('hidden');
}
delete vars.print;
print(seen[seen.length - 1]);
