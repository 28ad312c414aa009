#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// Cuts programs that others wrote in two, with a snapshot in between, and compares what they
// print with the uncut run on stock Duktape.

'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { Random } = require('./random.js');
const { Bench, same } = require('./run.js');
const cut = require('./cut.js');
const syntax = require('./syntax.js');
const programs = require('./programs.js');

const USAGE = `usage: node test/torture/torture.js [folder]

Cuts each program of the folder, or of the packages that scripts/setup.sh installs, at
top-level statements, inside of functions and inside of coroutines; runs the first part in
gen_snapshot, the second in jsrun; compares with the uncut run on stock Duktape.

environment:
  GEN, JSRUN, DUK   the commands and stock Duktape 2.7.0
  INPUTS            the node_modules folder that scripts/setup.sh fills
  CUTS              cuts of each program (default: 40)
  SEED              chooses the cuts (default: 1)
  ONLY              only programs whose name matches this regular expression
  LIMIT             seconds for one run (default: 10)
  JOBS              programs at a time (default: one for each core)
  KEEP              where differences are kept (default: build/torture)
  VERBOSE           names what is skipped, and why
  LEARN             blobs are laid out by the second half, with gen_snapshot --train
`;

const POINTS_MAX = 1200;
const VISITS_MAX = 5000;
const HEAVIER = 4;

const settings = {
    cuts: Number(process.env.CUTS || 40),
    seed: process.env.SEED || '1',
    limit: Number(process.env.LIMIT || 10),
    jobs: Number(process.env.JOBS || os.cpus().length),
    keep: process.env.KEEP || 'build/torture',
    only: new RegExp(process.env.ONLY || ''),
};

const count = { programs: 0, 'top-level': 0, function: 0, coroutine: 0, differ: 0 };
const skipped = new Map();

function skip(why, name) {
    skipped.set(why, (skipped.get(why) || 0) + 1);
    if (process.env.VERBOSE)
        console.log(`skip ${name}: ${why}`);
}

// ---- the cuts of one program

function parseProfile(text) {
    const line = /\$jsb_profile (.*)/.exec(text);
    if (!line)
        return [];
    return line[1].trim().split(' ').filter(Boolean).map((entry) => {
        const [id, rest] = entry.split(':');
        const [hits, ...at] = rest.split(',');
        return { id: Number(id), hits: Number(hits), at };
    }).filter((entry) => entry.at.length > 0);
}

function planInside(random, points, entry) {
    const point = points[entry.id];
    const at = random.pick(entry.at);
    const own = /c$/.test(at);
    const deep = random.next() < 0.5;
    // A function that calls itself that often would make a coroutine for each level.
    const around = deep && entry.hits < VISITS_MAX ? point.functions.filter(cut.canNest) : [];
    const dresses = cut.dressesFor(point);
    const inner = random.pick(dresses);
    const outer = random.pick(dresses);
    return {
        kind: deep || own ? 'coroutine' : 'function',
        point,
        nth: parseInt(at, 10),
        nested: around.filter((_, i) => i === around.length - 1 || random.next() < 0.3),
        levels: deep ? random.below(around.length > 0 ? 2 : 3) + (around.length > 0 ? 0 : 1) : 0,
        inner,
        outer: outer === inner ? dresses[0] : outer,
        collect: random.next() < 0.5,
    };
}

const collectFirst = (plan) => (plan.collect ? '$jsb_gc();' : '') + '$jsb_go();\n';

// Each cut: { kind, what, first, second }, the texts of the two scripts.
async function makeCuts(program, ast, bench) {
    const random = new Random(settings.seed + ' ' + program.name);
    const wanted = program.heavy ? Math.max(2, Math.round(settings.cuts / HEAVIER)) : settings.cuts;
    const own = program.own || 0;
    const cuts = random.sample(cut.topLevelCuts(ast, own), Math.floor(wanted / 4 + random.next())).map((k) => {
        const [first, second] = cut.cutTopLevel(program.source, ast, k);
        return { kind: 'top-level', what: 'before top-level statement ' + k, first, second };
    });
    const points = random.sample(syntax.points(ast).filter((point) => point.start >= own), POINTS_MAX);
    bench.put(0, program.file, cut.profile(program.source, ast, points));
    const visited = parseProfile((await bench.stock(program.file)).out);
    for (let n = visited.length ? wanted - cuts.length : 0; n > 0; n--) {
        const plan = planInside(random, points, random.pick(visited));
        const line = program.source.slice(0, plan.point.start).split('\n').length;
        cuts.push({ kind: plan.kind, what: `line ${line}, visit ${plan.nth}`,
            first: cut.cutInside(program.source, ast, plan), second: collectFirst(plan), inside: true });
    }
    return cuts;
}

// ---- running them

const COLLECT = 'if (typeof Duktape === "object" && Duktape.gc) { Duktape.gc(); Duktape.gc(); }\n';

// What a cut shows: nothing, or why it does not count, or that it differs.
async function judge(program, one, bench, expected) {
    const second = one.inside ? 'go.js' : program.file;
    bench.put(0, program.file, one.first);
    bench.put(1, second, one.second);
    const found = await bench.split(program.file, second);
    if (same(found, expected))
        return { verdict: 'same' };
    // The instrumented program, on stock Duktape in one process, is a program as well.
    bench.put(0, 'gc.js', one.inside ? '$jsb_gc();$jsb_gc();\n' : COLLECT);
    bench.put(0, '2/' + second, one.second);
    const files = [program.file, 'gc.js', '2/' + second];
    const whole = await bench.stock(...files);
    if (found.part === 1 && (await bench.stock(program.file)).status !== 0)
        return { verdict: 'the program fails before the cut' };
    if (same(found, whole))
        return { verdict: /\$jsb_never cut/.test(found.out) ? 'the instrumented program takes another way' : 'same' };
    if (whole.status === 'time' || found.status === 'time')
        return { verdict: 'took too long', found, whole };
    if (/cannot be frozen/.test(found.err))
        return { verdict: 'refused: ' + found.err.replace(/^.* is (.*), which cannot be frozen.*$/s, '$1') };
    const unfrozen = await bench.unfrozen(...files);
    if (found.part === 2 && same(found, unfrozen))
        return { verdict: 'shows the clock of gen_snapshot' };
    return { verdict: 'differs', found, whole };
}

function keep(program, one, result) {
    const name = program.name.replace(/[^\w.-]+/g, '-') + '-' + (++count.differ);
    const folder = path.join(settings.keep, name);
    fs.mkdirSync(path.join(folder, '2'), { recursive: true });
    const second = '2/' + (one.inside ? 'go.js' : program.file);
    fs.writeFileSync(path.join(folder, program.file), one.first);
    fs.writeFileSync(path.join(folder, second), one.second);
    fs.writeFileSync(path.join(folder, 'expected'), result.whole.out, 'latin1');
    fs.writeFileSync(path.join(folder, 'found'), result.found.out + result.found.err, 'latin1');
    fs.writeFileSync(path.join(folder, 'run.sh'), `#!/bin/sh
# ${program.name}: ${one.kind}, ${one.what}, SEED=${settings.seed}
cd "$(dirname "$0")" || exit
"\${DUK:-duk}" ${program.file} ${second} >stock.out
"\${GEN:-gen_snapshot}" --bare -q -o t.bin ${program.file} >cut.out &&
    "\${JSRUN:-jsrun}" --snapshot t.bin ${second} >>cut.out
diff -a stock.out cut.out
`);
    console.log(`DIFFERS ${program.name}: ${one.kind}, ${one.what}: see ${folder}`);
}

// Why a program proves nothing, seen from what it prints uncut.
function reject(expected) {
    if (expected.status === 'time')
        return 'program takes too long';
    if (typeof expected.status !== 'number')
        return 'program crashes stock Duktape';
    return /SyntaxError/.test(expected.err) && expected.out === '' ? 'program is not for this engine' : undefined;
}

// The same, asked only of a program that showed a difference: these are few.
async function doubt(program, bench, expected) {
    bench.put(0, program.file, program.source);
    const again = await bench.stock(program.file);
    const uncut = await bench.uncut(program.file);
    if ([again, uncut].some((run) => run.status === 'time'))
        return 'program takes too long';
    if (!same(again, expected))
        return 'program prints something else each time';
    return same(uncut, expected) ? undefined : 'program needs more than the engine and print';
}

// Runs all cuts of a program: [cut, result] for each, or why it is skipped.
async function runCuts(program, ast, bench, expected) {
    const results = [];
    let believed = false;
    for (const one of await makeCuts(program, ast, bench)) {
        const result = await judge(program, one, bench, expected);
        const why = result.verdict === 'same' || believed ? undefined : await doubt(program, bench, expected);
        if (why)
            return why;
        believed = believed || result.verdict !== 'same';
        results.push([one, result]);
    }
    return results;
}

async function torture(entry, bench) {
    const program = Object.assign({}, entry, entry.read && entry.read());
    let ast;
    try {
        ast = syntax.parse(program.source);
    } catch (error) {
        return skip('program is not for the parser', program.name);
    }
    bench.put(0, program.file, program.source);
    const expected = await bench.stock(program.file);
    const results = reject(expected) || await runCuts(program, ast, bench, expected);
    if (typeof results === 'string')
        return skip(results, program.name);
    count.programs++;
    for (const [one, result] of results) {
        if (result.verdict === 'same')
            count[one.kind]++;
        else if (result.verdict === 'differs')
            keep(program, one, result);
        else
            skip('cut: ' + result.verdict, `${program.name}, ${one.kind}, ${one.what}`);
    }
    return undefined;
}

async function work(queue, scratch, number) {
    const bench = new Bench(path.join(scratch, String(number)), settings.limit);
    for (let program = queue.shift(); program; program = queue.shift()) {
        await torture(program, bench);
        bench.remove();
        Object.assign(bench, new Bench(bench.folder, settings.limit));
    }
}

function report() {
    const cuts = count['top-level'] + count.function + count.coroutine + count.differ;
    let total = 0;
    for (const [why, n] of [...skipped].sort()) {
        console.log(`skipped ${n}: ${why}`);
        total += n;
    }
    console.log(`torture: ${count.programs} programs, ${cuts} cuts (top-level ${count['top-level']}, ` +
        `in functions ${count.function}, in coroutines ${count.coroutine}), ${total} skipped, ${count.differ} differ`);
    console.log(`${cuts - count.differ} passed, ${count.differ} failed`);
    return cuts > 0 && count.differ === 0;
}

// Why the command line is wrong, or undefined.
function wrong(args) {
    const bad = ['CUTS', 'LIMIT', 'JOBS'].find((name) => !/^([1-9]\d*)?$/.test(process.env[name] || ''));
    if (bad)
        return `${bad} is a whole number, not '${process.env[bad]}'`;
    const missing = ['GEN', 'JSRUN', 'DUK', 'INPUTS'].find((name) => !process.env[name]);
    if (missing)
        return `${missing} is not set: use make torture`;
    return args.length > 1 || /^-/.test(args[0] || '') ? USAGE.trimEnd() : undefined;
}

function loadPrograms(folder) {
    const inputs = path.resolve(process.env.INPUTS);
    syntax.useParser(inputs);
    try {
        return programs.load(folder, inputs).filter((program) => settings.only.test(program.name));
    } catch (error) {
        throw new Error(folder ? `${folder}: cannot read this folder: ${error.message}`
            : `${error.message}: run scripts/setup.sh`);
    }
}

async function main(args) {
    if (/^(-h|--help)$/.test(args[0] || '')) {
        process.stdout.write(USAGE);
        return 0;
    }
    const why = wrong(args);
    if (why) {
        process.stderr.write(why === USAGE.trimEnd() ? USAGE : `torture: ${why}\n`);
        return 2;
    }
    const queue = loadPrograms(args[0]);
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'torture-'));
    process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));
    // Whoever has seen enough still wants to know what was seen.
    [['SIGINT', 130], ['SIGTERM', 143]].forEach(([name, code]) => process.on(name, () => {
        report();
        process.exit(code);
    }));
    fs.rmSync(settings.keep, { recursive: true, force: true });
    await Promise.all(Array.from({ length: settings.jobs }, (_, i) => work(queue, scratch, i)));
    return report() ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => process.exit(code), (error) => {
    process.stderr.write(`torture: ${error.message}\n`);
    process.exit(1);
});
