print(Object.keys(sparse).join(), sparse.length);
print(Object.keys(holes).join(), holes.length, 1 in holes, 2 in holes);
print(Object.keys(cleared).join(), cleared.length, cleared[5], JSON.stringify(cleared));
sparse[6] = 'six';
sparse[999999] = 'almost';
print(Object.keys(sparse).join());
sparse.length = 7000;
print(Object.keys(sparse).join(), sparse.length, sparse[1000000]);
try {
    huge.push('over');
} catch (e) {
    print(e.name);
}
print(huge.length, huge[4294967294], huge[4294967295]);
var n = 0,
    s = 0;
for (var k in many) {
    n++;
    s += many[k];
}
print(n, s, many[199000], many[198999]);
many.length = 100001;
print(Object.keys(many).length, many[100000], many[101000]);
holes[1] = 'filled';
holes.push('end');
print(Object.keys(holes).join(), holes.length);
var visited = [];
cleared.forEach(function (v, i) {
    visited.push(i + ':' + v);
});
print(visited.join());
