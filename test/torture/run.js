// SPDX-License-Identifier: MIT
//
// Runs commands: stock Duktape, and the two halves of a cut around a snapshot.

'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

const OUTPUT_MAX = 16 << 20;

// A setting of several words runs a wrapper, as in JSRUN='valgrind -q build/main/jsrun'.
const words = (name) => process.env[name].split(/\s+/).filter(Boolean);

function execute(command, cwd, seconds) {
    return new Promise((resolve) => {
        const env = Object.assign({ MALLOC_PERTURB_: '85' }, process.env,
            { TZ: 'UTC', LC_ALL: 'C', SOURCE_DATE_EPOCH: String(Math.floor(Date.now() / 1000)) });
        const child = spawn(command[0], command.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
        const out = [];
        const err = [];
        let size = 0;
        let late = false;
        const stop = () => {
            late = true;
            child.kill('SIGKILL');
        };
        const timer = setTimeout(stop, seconds * 1000);
        const keep = (list) => (data) => {
            size += data.length;
            list.push(data);
            if (size > OUTPUT_MAX)
                stop();
        };
        child.stdout.on('data', keep(out));
        child.stderr.on('data', keep(err));
        child.on('error', (error) => resolve({ status: 'cannot run: ' + error.message, out: '', err: '' }));
        child.on('close', (code, signal) => {
            clearTimeout(timer);
            resolve({ status: late ? 'time' : signal || code, out: Buffer.concat(out).toString('latin1'),
                err: Buffer.concat(err).toString('latin1') });
        });
    });
}

// A workplace: a folder with one folder for each half, so that both can have one name.
class Bench {
    constructor(folder, seconds) {
        this.folder = folder;
        this.seconds = seconds;
        this.halves = ['1', '2', '3'].map((name) => path.join(folder, name));
        this.halves.forEach((half) => fs.mkdirSync(half, { recursive: true }));
    }

    put(half, name, text) {
        const file = path.join(this.halves[half], name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
    }

    stock(...files) {
        return execute(words('DUK').concat(files), this.halves[0], this.seconds);
    }

    // One program, in the engine as it is here, without a snapshot.
    uncut(file) {
        return execute(words('JSRUN').concat('--bare', file), this.halves[0], this.seconds);
    }

    // The same with what is compiled kept in a folder.
    cached(file, folder) {
        return execute(words('JSRUN').concat('--bare', '--compile-cache=' + folder, file), this.halves[0], this.seconds);
    }

    // Both halves in the VM that would be frozen: what differs here, no snapshot changed.
    unfrozen(...files) {
        return execute(words('GEN').concat('--bare', '-q', '-o', '/dev/null', ...files), this.halves[0], this.seconds);
    }

    async split(first, second) {
        const blob = path.join(this.folder, 't.bin');
        const make = (...options) => execute(words('GEN').concat('--bare', '-q', '-o', blob, ...options, first),
            this.halves[0], this.seconds);
        // A second half that is to fail trains nothing.
        let gen = process.env.LEARN ? await make('--train', path.join(this.halves[1], second)) : { status: 1 };
        if (gen.status !== 0)
            gen = await make();
        if (gen.status !== 0)
            return { status: gen.status, out: gen.out, err: gen.err, part: 1 };
        const run = await execute(words('JSRUN').concat('--snapshot', blob, second),
            this.halves[1], this.seconds);
        return { status: run.status, out: gen.out + run.out, err: gen.err + run.err, part: 2 };
    }

    remove() {
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

const same = (a, b) => a.out === b.out && (a.status === 0) === (b.status === 0) &&
    typeof a.status === 'number' && typeof b.status === 'number';

module.exports = { Bench, same };
