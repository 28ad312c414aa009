#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// Makes programs at random, runs each in several ways, and compares what they print with stock
// Duktape.  What differs is shrunk and kept.

'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const syntax = require('../torture/syntax.js');
const { Bench } = require('../torture/run.js');
const { generate, assemble, TOPICS } = require('./generate.js');
const { differs, stock, reject, WAYS, FILE } = require('./compare.js');
const { shrink } = require('./shrink.js');

const USAGE = `usage: node test/programs/torture_programs.js [--print]

Makes programs at random and compares what they print with stock Duktape: as scripts, with an
empty and a full compile cache, and cut in two, the first part in gen_snapshot, the second in
jsrun.  A program that differs is shrunk.  With --print, shows the first program and runs none.

environment:
  GEN, JSRUN, DUK   the commands and stock Duktape 2.7.0
  INPUTS            the node_modules folder that scripts/setup.sh fills
  COUNT             programs (default: 1000)
  SEED              number of the first one (default: 1); the next ones follow
  SIZE              topics in each (default: 10)
  ONLY              only topics whose name matches this regular expression
  WAYS              only these ways, separated by commas: ${Object.keys(WAYS).join(', ')}
  LIMIT             seconds for one run (default: 10)
  TRIES             most steps of shrinking one (default: 1500)
  JOBS              programs at a time (default: one for each core)
  KEEP              where differences are kept (default: build/programs)
  LEARN             blobs are laid out by the second half, with gen_snapshot --train
`;

const SHRINKING = 1;
const env = process.env;
const settings = {
    count: Number(env.COUNT || 1000),
    seed: Number(env.SEED || 1),
    size: Number(env.SIZE || 10),
    topics: Object.keys(TOPICS).filter((name) => new RegExp(env.ONLY || '').test(name)),
    ways: (env.WAYS || Object.keys(WAYS).join()).split(','),
    limit: Number(env.LIMIT || 10),
    tries: Number(env.TRIES || 1500),
    jobs: Number(env.JOBS || os.cpus().length),
    keep: env.KEEP || 'build/programs',
};

const count = { programs: 0, compared: 0, skipped: 0, differ: 0 };

function keep(seed, way, source, less, shown) {
    const folder = path.join(settings.keep, `${seed}-${way}`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, FILE), less);
    fs.writeFileSync(path.join(folder, 'whole.js'), source);
    fs.writeFileSync(path.join(folder, 'expected'), shown.expected.out + shown.expected.err, 'latin1');
    fs.writeFileSync(path.join(folder, 'found'), shown.found.out + shown.found.err + `status ${shown.found.status}\n`, 'latin1');
    console.log(`DIFFERS seed ${seed}, ${way}: see ${folder}\n${less.replace(/^/gm, '    ')}`);
}

async function examine(seed, way, source, bench, shown) {
    const wrong = async (text) => (await differs(way, text, bench)) !== undefined;
    // What is left of a loop may be endless.
    bench.seconds = SHRINKING;
    const less = await shrink(source, wrong, settings.tries);
    bench.seconds = settings.limit;
    count.differ++;
    keep(seed, way, source, less, await differs(way, less, bench) || shown);
}

async function torture(seed, bench) {
    const made = generate(seed, settings);
    const source = assemble(made.statements, made.cut);
    const expected = await stock(source, bench);
    count.programs++;
    if (reject(expected)) {
        count.skipped++;
        if (env.VERBOSE)
            console.log(`skip seed ${seed}: ${reject(expected)}`);
        return undefined;
    }
    if (env.VERBOSE && expected.status !== 0)
        console.log(`seed ${seed} fails: ${expected.err.split('\n')[0]}`);
    for (const way of settings.ways) {
        const shown = await differs(way, source, bench, expected);
        count.compared++;
        // Once is enough: the other ways would mostly show the same.
        if (shown)
            return examine(seed, way, source, bench, shown);
    }
    return undefined;
}

async function work(seeds, scratch, number) {
    const bench = new Bench(path.join(scratch, String(number)), settings.limit);
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
        await torture(seed, bench);
}

function report() {
    console.log(`programs: ${count.programs} from seed ${settings.seed}, ${count.skipped} skipped, ${count.differ} differ`);
    console.log(`${count.compared - count.differ} passed, ${count.differ} failed`);
    return count.compared > 0 && count.differ === 0;
}

// Why the settings are wrong, or undefined.
function wrong(args) {
    const bad = ['COUNT', 'SEED', 'SIZE', 'LIMIT', 'TRIES', 'JOBS'].find((name) => !/^([1-9]\d*)?$/.test(env[name] || ''));
    if (bad)
        return `${bad} is a whole number, not '${env[bad]}'`;
    const way = settings.ways.find((name) => !WAYS[name]);
    if (way || settings.topics.length === 0)
        return way ? `WAYS: there is no way '${way}'` : `ONLY: no topic matches '${env.ONLY}'`;
    const missing = ['GEN', 'JSRUN', 'DUK', 'INPUTS'].find((name) => !env[name]);
    return missing && args[0] !== '--print' ? `${missing} is not set: use make torture-programs` : undefined;
}

async function main(args) {
    if (args.length > 1 || (args.length === 1 && !/^(-h|--help|--print)$/.test(args[0]))) {
        process.stderr.write(USAGE);
        return 2;
    }
    const why = wrong(args);
    if (why) {
        process.stderr.write(`programs: ${why}\n`);
        return 2;
    }
    if (args.length) {
        const made = args[0] === '--print' && generate(settings.seed, settings);
        process.stdout.write(made ? assemble(made.statements, made.cut) : USAGE);
        return 0;
    }
    syntax.useParser(path.resolve(env.INPUTS));
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'programs-'));
    process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 9 }));
    [['SIGINT', 130], ['SIGTERM', 143]].forEach(([name, code]) => process.on(name, () => {
        report();
        process.exit(code);
    }));
    fs.rmSync(settings.keep, { recursive: true, force: true });
    const seeds = Array.from({ length: settings.count }, (_, i) => settings.seed + i);
    await Promise.all(Array.from({ length: settings.jobs }, (_, i) => work(seeds, scratch, i)));
    return report() ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => process.exit(code), (error) => {
    process.stderr.write(`programs: ${error.stack}\n`);
    process.exit(1);
});
