// SPDX-License-Identifier: MIT
//
// Runs a program in each of the ways in which it could go wrong, and compares with stock Duktape.

'use strict';

const fs = require('fs');
const path = require('path');
const { same } = require('../torture/run.js');
const { halves } = require('./generate.js');

const FILE = 'program.js';
// Freezing compacts objects, as such a collection does; pop() and shift() of an array whose length is not
// writable fail or not by the room that it has left, in stock Duktape too.
const COLLECT = 'Duktape.gc(1); Duktape.gc(1);\n';

async function stock(source, bench) {
    bench.put(0, FILE, source);
    return bench.stock(FILE);
}

async function plain(source, bench) {
    bench.put(0, FILE, source);
    return bench.uncut(FILE);
}

// The run that fills the cache, which was empty, and then the one that uses it.
async function cached(source, bench, expected) {
    bench.put(0, FILE, source);
    const folder = path.join(bench.folder, 'cache');
    fs.rmSync(folder, { recursive: true, force: true });
    const miss = await bench.cached(FILE, folder);
    return same(miss, expected) ? bench.cached(FILE, folder) : miss;
}

async function frozen(source, bench) {
    const [first, second] = halves(source);
    bench.put(0, FILE, first);
    bench.put(1, FILE, second);
    return bench.split(FILE, FILE);
}

// What stock prints when it runs both halves, with the collections that freezing makes.
async function stockHalves(source, bench) {
    const [first, second] = halves(source);
    bench.put(0, FILE, first);
    bench.put(0, 'gc.js', COLLECT);
    bench.put(0, '2/' + FILE, second);
    return bench.stock(FILE, 'gc.js', '2/' + FILE);
}

const WAYS = { plain, cached, frozen };

// Why a program proves nothing, or undefined.
function reject(expected) {
    if (expected.status === 'time')
        return 'takes too long';
    return typeof expected.status === 'number' ? undefined : 'ends stock Duktape: ' + expected.status;
}

// Does the program print something else in this way?  { found, expected } if so.
async function differs(way, source, bench, known) {
    let expected = known || await stock(source, bench);
    if (reject(expected))
        return undefined;
    const found = await WAYS[way](source, bench, expected);
    if (same(found, expected))
        return undefined;
    const again = way === 'frozen' ? stockHalves : stock;
    expected = await again(source, bench);
    if (same(found, expected) || reject(expected))
        return undefined;
    // What stock prints otherwise each time says nothing.
    return same(await again(source, bench), expected) ? { found, expected } : undefined;
}

module.exports = { differs, stock, reject, WAYS, FILE };
