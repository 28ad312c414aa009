// Doubles as decimals and decimals as doubles: near powers of two and ten, in the middle between two, at random.
var bits = new Uint32Array(2), value = new Float64Array(bits.buffer), seed = 1;
function random() {
    seed = (seed * 16807) % 2147483647;
    return seed;
}
function word() {
    return ((random() >>> 8) * 65536 + (random() >>> 8)) >>> 0;
}
function fromBits(high, low) {
    bits[0] = low;
    bits[1] = high;
    return value[0];
}
function beside(x, steps) {
    value[0] = x;
    return fromBits(bits[1] + (steps < 0 && bits[0] === 0 ? -1 : steps > 0 && bits[0] === 4294967295 ? 1 : 0), (bits[0] + steps) >>> 0);
}
function text(x) {
    var s = String(x);
    return s + (Number(s) === x && JSON.parse(s) === x ? '' : ' is not read as it') + ' ' + x.toExponential();
}
function sum(texts) {
    var all = texts.join('\n'), h = 0;
    for (var i = 0; i < all.length; i++) {
        h = (h * 31 + all.charCodeAt(i)) | 0;
    }
    return h;
}
function powers() {
    var lines = [];
    for (var e = -1074; e < 1024; e += 3) {
        var x = Math.pow(2, e);
        lines.push([beside(x, -1), x, beside(x, 1)].map(text).join(' '));
    }
    for (e = -45; e < 40; e++) {
        x = Number('1e' + e);
        lines.push([beside(x, -1), x, beside(x, 1), 5 * x, 9.5 * x, -x / 3, x / 7].map(text).join(' '));
    }
    return lines;
}
// Exponents near 1 first: these are the numbers that programs have.
function atRandom(count, least, range) {
    var lines = [];
    for (var i = 0; i < count; i++) {
        lines.push(text(fromBits((((least + word() % range) << 20) >>> 0) + word() % 1048576, word())));
    }
    return lines;
}
function digits(count) {
    var s = '';
    while (s.length < count) {
        s += random() % 10;
    }
    return s;
}
function readings(count) {
    var lines = [];
    for (var i = 0; i < count; i++) {
        var whole = random() % 22, fraction = random() % 22, s = digits(whole) + (fraction > 0 || whole === 0 ? '.' : '') + digits(fraction);
        if (random() % 2) {
            s += 'e' + (random() % 80 - 40);
        }
        value[0] = Number(s);
        lines.push(s + ' ' + bits[1] + ' ' + bits[0] + ' ' + parseFloat(s + 'x') + ' ' + parseInt(s, 7) + ' ' + parseInt(s, 36));
    }
    return lines;
}
// Halves of the last place, as far as a decimal has them exactly.
function middles(count) {
    var lines = [];
    for (var i = 0; i < count; i++) {
        var x = 4503599627370496 + word() % 4294967296 * 1048576 + word() % 1048576, shift = random() % 12, tail = '5';
        lines.push(['', '.5', '.50000000000000000001', '.49999'].map(function (end) {
            value[0] = Number(x + end);
            return x + end + ' ' + bits[1] + ' ' + bits[0];
        }).join(' '));
        lines.push(text((x + 0.5) / Math.pow(2, shift)));
    }
    return lines;
}
print(sum(powers()), powers()[358], powers()[700]);
