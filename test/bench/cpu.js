// SPDX-License-Identifier: MIT
//
// Programs that keep the processor busy, under stock Duktape and under jsrun, interleaved.
// Called by `make bench-cpu`; from the environment:
//
//   BUILD    folder with jsrun and usage; what it makes goes there too
//   DUK      stock Duktape, from the same source
//   INPUTS   the node_modules folder that scripts/setup.sh filled
//   ROUNDS   how often each program is run (7)
//   ONLY     a regular expression: run only the programs that it fits
//   OTHERS   more runners to time, as NAME=PATH, separated by spaces
//   JSON     also write the results to this file
//   MARKDOWN also write the table to this file, for a page of documentation
//
// Times are of the processor, user and system, of whole processes that compile and run one
// file; what is compared is the least of all rounds, because what disturbs only adds.
'use strict';

const child = require('child_process');
const fs = require('fs');
const path = require('path');

const { BUILD, DUK, INPUTS, JSON: JSON_FILE, MARKDOWN } = process.env;
const ROUNDS = Number(process.env.ROUNDS || 7);
const ONLY = new RegExp(process.env.ONLY || '');
const OCTANE = 'benchmark-octane/lib/octane/';

function die(text) {
    process.stderr.write(`bench-cpu: ${text}\n`);
    process.exit(1);
}

// Not here: mandreel, which stock Duktape does not compile, zlib and typescript, which run for a
// minute and for ten seconds.
const octane = (rounds, ...files) => ({
    before: `var BENCH_ROUNDS = ${rounds};\n`,
    libs: ['base.js', ...files].map((file) => OCTANE + file),
    main: 'octane.js',
});
const library = (main, lib) => ({ before: '', libs: [lib], main });
const PROGRAMS = {
    'richards': octane(25, 'richards.js'),
    'deltablue': octane(15, 'deltablue.js'),
    'crypto': octane(2, 'crypto.js'),
    'raytrace': octane(4, 'raytrace.js'),
    'earley-boyer': octane(1, 'earley-boyer.js'),
    'regexp': octane(1, 'regexp.js'),
    'splay': octane(1, 'splay.js'),
    'navier-stokes': octane(4, 'navier-stokes.js'),
    'box2d': octane(1, 'box2d.js'),
    'code-load': octane(15, 'code-load.js'),
    'gbemu': octane(1, 'gbemu-part1.js', 'gbemu-part2.js'),
    'pdfjs': octane(1, 'pdfjs.js'),
    'ts 2,000 lines': library('typescript.js', 'typescript/lib/typescript.js'),
    'handlebars 10,000 rows': library('handlebars.js', 'handlebars/dist/handlebars.js'),
    'json 10 MB': { before: '', libs: [], main: 'json.js' },
};

function readInput(file) {
    const full = path.join(INPUTS, file);
    if (!fs.existsSync(full))
        die(`there is no ${full}; run scripts/setup.sh`);
    return fs.readFileSync(full, 'utf8');
}

// The semicolon: a file may end in an expression that the next would call.
function writeProgram(folder, name) {
    const { before, libs, main } = PROGRAMS[name];
    const parts = libs.map(readInput).concat(fs.readFileSync(path.join(__dirname, 'cpu', main), 'utf8'));
    const file = path.join(folder, name.replace(/\W+/g, '-') + '.js');
    fs.writeFileSync(file, before + parts.join('\n;\n'));
    return file;
}

function runners() {
    const list = [{ name: 'stock', command: [DUK] }, { name: 'jsrun', command: [path.join(BUILD, 'jsrun'), '--bare'] }];
    for (const other of (process.env.OTHERS || '').split(/\s+/).filter(Boolean)) {
        const [name, file] = other.split('=');
        list.push({ name, command: [file, '--bare'] });
    }
    for (const { command } of list) {
        if (!fs.existsSync(command[0]))
            die(`there is no ${command[0]}; run make bench-cpu`);
    }
    return list;
}

// One run: milliseconds of the processor, and what was printed.
function run(runner, file) {
    const result = child.spawnSync(path.join(BUILD, 'usage'), [...runner.command, file],
        { encoding: 'utf8', maxBuffer: 1 << 24, stdio: ['ignore', 'pipe', 'pipe'] });
    const [ms, kib] = (result.stderr || '').trim().split('\n').pop().split(' ').map(Number);
    if (result.status !== 0)
        die(`${runner.name} ${file} ended with status ${result.status}: ${result.stderr}${result.stdout}`);
    return { ms, kib, out: result.stdout };
}

// A round runs all runners one after the other, each time another one first, and every other time
// backwards: memory that the one before has given back may cost the next one more, or less.
function measure(list, file) {
    const rows = list.map((runner) => ({ runner: runner.name, samples: [], kib: 0 }));
    let expected;
    for (let round = 0; round < ROUNDS; round++) {
        for (let i = 0; i < list.length; i++) {
            const at = (i * (round % 2 ? list.length - 1 : 1) + round) % list.length;
            const { ms, kib, out } = run(list[at], file);
            expected = expected === undefined ? out : expected;
            if (out !== expected)
                die(`${list[at].name} ${file} prints\n${out}and another runner\n${expected}`);
            rows[at].samples.push(ms);
            rows[at].kib = Math.max(rows[at].kib, kib);
        }
    }
    for (const row of rows) {
        const sorted = row.samples.slice().sort((a, b) => a - b);
        row.ms = sorted[0];
        row.spread = sorted[sorted.length >> 1] / sorted[0] - 1;
    }
    return rows;
}

const geometricMean = (values) => Math.exp(values.reduce((sum, x) => sum + Math.log(x), 0) / values.length);

const HEAD = () => `Processor time of whole processes, least of ${ROUNDS} rounds, interleaved. ratio: stock's time over the
runner's, more is faster. spread: how far the median of the rounds is above the least, for all.
`;

// What a line of the table says: texts, the first of them a name.
const titles = (list) => ['program', 'stock ms', ...list.slice(1).flatMap(({ name }) => [`${name} ms`, 'ratio']), 'spread'];
const cells = (name, rows) => [name, String(rows[0].ms),
    ...rows.slice(1).flatMap((row) => [String(row.ms), (rows[0].ms / row.ms).toFixed(3)]),
    rows.map((row) => Math.round(row.spread * 100) + '%').join(' ')];
const means = (list, results) => ['geometric mean', '', ...list.slice(1).flatMap((runner, i) =>
    ['', geometricMean(results.map(({ rows }) => rows[0].ms / rows[i + 1].ms)).toFixed(3)]), ''];

function printLine(line) {
    const last = line.length - 1;
    console.log(line.map((text, i) => i === 0 ? text.padEnd(24) : i === last ? '   ' + text : text.padStart(11)).join(''));
}

const page = ([first, ...lines]) => HEAD() + '\n' +
    [first, first.map((text, i) => i === 0 ? '---' : '---:'), ...lines].map((line) => `| ${line.join(' | ')} |\n`).join('');

function main() {
    const list = runners();
    const folder = fs.mkdtempSync(path.join(BUILD, 'bench-cpu-'));
    const results = [];
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    process.on('SIGINT', () => process.exit(130));
    const lines = [titles(list)];
    console.log(HEAD());
    printLine(lines[0]);
    for (const name of Object.keys(PROGRAMS).filter((name) => ONLY.test(name))) {
        const rows = measure(list, writeProgram(folder, name));
        lines.push(cells(name, rows));
        printLine(lines[lines.length - 1]);
        results.push({ program: name, rows });
    }
    if (results.length === 0)
        die(`no program's name fits ONLY=${process.env.ONLY}`);
    lines.push(means(list, results));
    printLine(lines[lines.length - 1]);
    if (MARKDOWN)
        fs.writeFileSync(MARKDOWN, page(lines));
    if (JSON_FILE)
        fs.writeFileSync(JSON_FILE, JSON.stringify({ version: 1, rounds: ROUNDS, results }, null, 2) + '\n');
}

if (!BUILD || !DUK || !INPUTS || !(ROUNDS >= 1))
    die('BUILD, DUK and INPUTS must be set, and ROUNDS at least 1; run make bench-cpu');
main();
