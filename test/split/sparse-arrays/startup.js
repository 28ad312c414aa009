// Arrays whose items live in the entry part, and arrays with holes.
var sparse = [];
sparse[0] = 'zero';
sparse[5] = 'five';
sparse[1000000] = 'million';
sparse[7000] = 'seven thousand';
var huge = [];
huge[4294967294] = 'last';
var holes = [0, , 2, , , 5, ,];
var cleared = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
delete cleared[0];
delete cleared[5];
delete cleared[9];
var many = [];
for (var i = 0; i < 200; i++) {
    many[i * 1000] = i;
}
print(sparse.length, huge.length, holes.length, cleared.length, many.length);
