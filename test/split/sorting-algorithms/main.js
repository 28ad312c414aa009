popMax(1e9);
while (pass < 5) {
    radixPass();
}
function msort(a) {
    if (a.length < 2) {
        return a;
    }
    var m = a.length >> 1,
        l = msort(a.slice(0, m)),
        r = msort(a.slice(m)),
        o = [];
    while (l.length && r.length) {
        o.push(l[0] <= r[0] ? l.shift() : r.shift());
    }
    return o.concat(l, r);
}
function qsort(a) {
    if (a.length < 2) {
        return a;
    }
    var p = a[0];
    return qsort(
        a.filter(function (x, k) {
            return k && x < p;
        })
    ).concat(
        p,
        qsort(
            a.filter(function (x, k) {
                return k && x >= p;
            })
        )
    );
}
print(
    hash(heap) === hash(msort(data)),
    hash(radix) === hash(heap),
    hash(qsort(data)) === hash(heap),
    hash(heap),
    heap[0],
    heap[1999]
);
print(
    hash(data),
    rnd(),
    buckets
        .map(function (b) {
            return b.length;
        })
        .join()
);
