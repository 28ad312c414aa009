// Dense arrays: the array part is copied, grown, shrunk and abandoned after boot.
var dense = [],
    i;
for (i = 0; i < 1000; i++) {
    dense.push(i * 2);
}
var lit = [1, 'two', null, undefined, true, { six: 6 }, [7, [8]]];
var popped = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
popped.length = 4;
var queue = dense.slice(0, 50);
queue.splice(5, 10, 'a', 'b');
print(dense.length, lit.length, popped.join(), queue.length);
