print(hex(b.subarray(0, 40)), vals.join(), f[3] !== f[3], 1 / vals[4]);
var o = {};
o[vals[0]] = 'nan';
o[vals[4]] = 'zero';
print(
    o.NaN,
    o[0],
    vals.indexOf(vals[1]),
    Object.is(vals[2], NaN),
    typeof vals[3],
    vals
        .map(function (v) {
            return v + 1;
        })
        .join()
);
var copy = new Float64Array(f.buffer.slice(8, 32));
print(hex(new Uint8Array(copy.buffer)), copy[0] !== copy[0]);
