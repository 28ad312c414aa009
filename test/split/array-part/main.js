var sum = 0;
for (i = 0; i < dense.length; i++) {
    sum += dense[i];
}
print(sum, dense.indexOf(998), dense.lastIndexOf(1998), dense[999], dense[1000]);
for (i = 0; i < 5000; i++) {
    dense.push(i);
}
print(dense.length, dense[999], dense[1000], dense[5999]);
dense.length = 10;
print(dense.join(), dense[10]);
dense[20] = 'far';
print(dense.length, Object.keys(dense).join());
print(JSON.stringify(lit), lit[5].six, Array.isArray(lit), lit.constructor === Array);
popped.push('x');
popped.unshift('y');
print(popped.join(), popped.length, 7 in popped);
while (queue.length > 3) {
    queue.shift();
    queue.pop();
}
print(queue.join(), queue.reverse().join());
print(lit.concat(popped).length, lit.slice(-2).length, popped.map(String).join('|'));
dense.named = 'n';
print(Object.keys(dense).join(), dense.length);
