// Heap sort, quick sort, merge sort and radix sort stopped half way and finished.
function lcg(seed) {
    return function () {
        seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
        return seed;
    };
}
var rnd = lcg(42),
    data = [],
    i;
for (i = 0; i < 2000; i++) {
    data.push(rnd() % 100000);
}
var heap = data.slice();
function sift(a, i, n) {
    for (;;) {
        var m = i,
            l = 2 * i + 1,
            r = l + 1,
            t;
        if (l < n && a[l] > a[m]) {
            m = l;
        }
        if (r < n && a[r] > a[m]) {
            m = r;
        }
        if (m === i) {
            return;
        }
        t = a[i];
        a[i] = a[m];
        a[m] = t;
        i = m;
    }
}
for (i = (heap.length >> 1) - 1; i >= 0; i--) {
    sift(heap, i, heap.length);
}
var end = heap.length;
function popMax(k) {
    while (k-- > 0 && end > 1) {
        var t = heap[0];
        heap[0] = heap[--end];
        heap[end] = t;
        sift(heap, 0, end);
    }
}
popMax(900);
var buckets = [],
    pass = 0,
    radix = data.slice();
function radixPass() {
    var b = [],
        k;
    for (k = 0; k < 10; k++) {
        b.push([]);
    }
    radix.forEach(function (v) {
        b[Math.floor(v / Math.pow(10, pass)) % 10].push(v);
    });
    buckets = b;
    radix = [].concat.apply([], b);
    pass++;
}
radixPass();
radixPass();
function hash(a) {
    return a.reduce(function (h, v) {
        return (Math.imul(h, 31) + v) | 0;
    }, 7);
}
print(end, hash(heap), hash(radix), rnd());
