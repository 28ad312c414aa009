print(small.keys(), small.get('b'), small.get('zz'), small.keys());
small.set('e', 5);
small.set('a', 'A');
small.set('f', 6);
print(small.keys(), small.get('a'), small.map.c === undefined, small.size);
var hits = 0;
for (i = 0; i < 300; i++) {
    if (c.get('key' + i) === i) {
        hits++;
    }
}
print(hits, c.size, Object.keys(c.map).length);
for (i = 0; i < 5000; i++) {
    c.set('k' + ((i * i) % 777), i);
}
print(
    c.size,
    Object.keys(c.map).length,
    c.keys().split(',').length,
    c.head.next.k,
    c.tail.prev.k,
    c.keys().length
);
