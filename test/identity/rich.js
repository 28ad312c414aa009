// One of each kind of thing whose bytes could differ between two equal builds:
// addresses, hash seeds, random pivots, clocks, zones, garbage, literal caches.
var kept = {};

// Strings and hash parts: the hash seed must come from the content.
kept.wide = {};
for (var i = 0; i < 700; i++) {
    kept.wide['key' + ((i * 7919) % 701)] = 'value ' + i;
}
for (i = 0; i < 700; i += 3) {
    delete kept.wide['key' + i];
}
kept.text = ['', 'caf\u00e9', '\u65e5\u672c', '\ud800', 'nul\u0000', new Array(3000).join('\u00e9x')];
kept.text.forEach(function (s) {
    s.charCodeAt(s.length - 1);
});

// Sorting picks its pivots at random and is not stable.
kept.sorted = kept.text.concat(Object.keys(kept.wide)).sort(function (a, b) {
    return a.length - b.length;
});
kept.random = [Math.random(), Math.random(), Math.random()];

// The clock and the zone of the build.
kept.clock = [Date.now(), new Date(), performance.now(), new Date(0).getHours(), String(new Date(0))];
kept.engine = [Duktape.version, Duktape.env];

// Memory that nobody wrote: slots of arrays, buffers, value stacks, deleted entries.
kept.arrays = [new Array(100), [1, , 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]];
kept.arrays[2].length = 2;
kept.buffers = [
    new ArrayBuffer(33),
    Uint8Array.allocPlain(7),
    new TextEncoder().encode('\u65e5'),
    CBOR.encode({ a: [1.5] })
];
kept.views = [new Float64Array([NaN, -0, 1 / 3]), new Uint16Array(new Uint8Array(9).buffer, 2, 3)];
kept.decoder = new TextDecoder();
kept.decoder.decode(new Uint8Array([0xe6, 0x97]), { stream: true });

// Code: closures over one template, constants, regular expressions, line tables.
kept.closures = [1, 2, 3].map(function (n) {
    return function () {
        return [n, 'literal', 2.75, /re(x)?/g];
    };
});
kept.bound = [print.bind(), kept.closures[0].bind(null, 1, 'two', kept)];
kept.made = new Function('a', 'return a + ' + kept.engine[0]);
kept.symbols = [Symbol('a'), Symbol('a'), Symbol.for('a'), Symbol()];
kept.wide[kept.symbols[1]] = 'keyed by symbol';

// Errors hold a trace with functions, positions and file names.
try {
    null.x;
} catch (e) {
    kept.errors = [e, new RangeError('made')];
}

// Suspended code: activations, catchers, enumerators, open environments.
function inWith(o) {
    var local = 'in with ';
    with (o) {
        return Duktape.Thread.yield(local + key);
    }
}
function body(id) {
    var local = 'local ' + id;
    for (var k in kept.wide) {
        try {
            throw k;
        } catch (caught) {
            kept['peek' + id] = function () {
                return local + caught;
            };
            inWith({ key: k });
        }
    }
}
kept.threads = [];
for (i = 0; i < 5; i++) {
    kept.threads.push(new Duktape.Thread(body));
    Duktape.Thread.resume(kept.threads[i], i);
}
kept.proxy = new Proxy(kept.wide, {});
kept.args = (function () {
    return arguments;
})(1, kept);

// Garbage, so that the heap's order and the free lists are not those of a fresh one.
for (i = 0; i < 30000; i++) {
    kept.last = { i: i, s: 'garbage ' + i };
}
Duktape.gc();
