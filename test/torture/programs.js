// SPDX-License-Identifier: MIT
//
// Finds the programs: in a folder that the user names, or those that the packages carry.

'use strict';

const fs = require('fs');
const path = require('path');

const packages = require('./packages.js');

const { read, join } = packages;

// All .js files below a folder, in an order that does not depend on the file system.
function files(folder) {
    const found = [];
    for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const file = path.join(folder, entry.name);
        if (entry.isDirectory() && !entry.name.startsWith('.'))
            found.push(...files(file));
        else if (/\.js$/.test(entry.name))
            found.push(file);
    }
    return found;
}

// A program of a folder.  A checkout can hold many: the text is read when it is asked for.
function program(folder, file, read) {
    return { name: path.relative(folder, file), file: path.basename(file), read };
}

// ---- Duktape's own: a test may ask for files of helpers, which lie at the top

function duktapeSource(folder, file) {
    return read(file).replace(/\/\*@include\s+(\S+?)\s*@\*\//g, (whole, name) => {
        const helper = path.join(folder, name);
        // As one line: the lines of the test keep their numbers.
        return fs.existsSync(helper) ? read(helper).replace(/\/\/.*$/gm, '').replace(/\n/g, ' ') : whole;
    });
}

function duktapeSuite(folder) {
    return files(folder).filter((file) => !/^util-/.test(path.basename(file)))
        .map((file) => program(folder, file, () => ({ source: duktapeSource(folder, file) })));
}

// ---- test262: a harness before the test, named in a comment, or the one of the ES5 edition

function frontMatter(source) {
    const comment = /\/\*---([\s\S]*?)---\*\//.exec(source);
    const list = (name) => {
        const found = comment && new RegExp('^\\s*' + name + ':\\s*\\[([^\\]]*)\\]', 'm').exec(comment[1]);
        return found ? found[1].split(',').map((word) => word.trim()).filter(Boolean) : [];
    };
    return { present: comment !== null, es5: comment !== null && /^\s*es5id:/m.test(comment[1]),
        negative: comment !== null && /^\s*negative:/m.test(comment[1]),
        flags: list('flags'), includes: list('includes') };
}

// Is it a test of the fifth edition that ends by itself and is expected to pass?
function isES5(source) {
    const { es5, present, flags, negative } = frontMatter(source);
    return !negative && !/@negative/.test(source) && (!present || (es5 && !flags.includes('async') && !flags.includes('module')));
}

// The files that the edition's own runner puts before a test, and those that the test asks for.
function helpers(source) {
    const { present, flags, includes } = frontMatter(source);
    if (present)
        return flags.includes('raw') ? [] : ['assert.js', 'sta.js', ...includes];
    return ['cth.js', 'sta.js', 'ed.js', ...(source.match(/\$INCLUDE\("[^"]*"\)/g) || []).map((text) => text.slice(10, -2))];
}

function test262Source(harness, file) {
    const source = read(file);
    const strict = frontMatter(source).flags.includes('onlyStrict') || /@onlyStrict/.test(source) ? '"use strict";\n' : '';
    const before = helpers(source).map((name) => path.join(harness, name)).filter(fs.existsSync).map(read);
    const given = strict + before.map((text) => text + '\n;').join('');
    return { source: given + source.replace(/^(.*\$INCLUDE\()/gm, '//$1') + '\n;print("done");\n', own: given.length };
}

// The folder of a checkout that has the harness, seen from a folder in it.
function findHarness(folder) {
    for (let at = path.resolve(folder); at !== path.dirname(at); at = path.dirname(at))
        for (const name of ['harness', 'test/harness'])
            if (fs.existsSync(path.join(at, name, 'sta.js')))
                return path.join(at, name);
    return null;
}

function plainSuite(folder) {
    return files(folder).map((file) => program(folder, file, () => ({ source: read(file) })));
}

function suite(name) {
    const folder = path.resolve(name);
    const ecmascript = [path.join(folder, 'tests/ecmascript'), folder]
        .find((at) => fs.existsSync(path.join(at, 'util-base.js')));
    if (ecmascript)
        return duktapeSuite(ecmascript);
    const harness = findHarness(folder);
    if (!harness)
        return plainSuite(folder);
    return files(fs.existsSync(path.join(folder, 'test')) ? path.join(folder, 'test') : folder)
        .filter((file) => !file.startsWith(harness + path.sep) && !/_FIXTURE/.test(file) && isES5(read(file)))
        .map((file) => program(folder, file, () => test262Source(harness, file)));
}

// ---- without a folder: the split tests of this repository, and what the packages carry

// Larger programs take seconds to compile: they stay with the split tests.
const SOURCE_MAX = 1 << 20;

function splitTest(root, name, inputs) {
    const at = (file) => path.join(root, name, file);
    const list = fs.existsSync(at('libs')) ? fs.readFileSync(at('libs'), 'utf8').split('\n') : [];
    const libs = list.filter((line) => /^[^#]/.test(line))
        .map((line) => (line.startsWith('./') ? at(line) : path.join(inputs, line)));
    return { name: 'split/' + name, file: name + '.js', heavy: libs.length > 0,
        source: join(...libs.map(read), read(at('startup.js')), read(at('main.js'))) };
}

function splitTests(root, inputs) {
    return fs.readdirSync(root).sort().map((name) => splitTest(root, name, inputs))
        .filter((program) => program.source.length <= SOURCE_MAX);
}

// All programs: [{ name, file, heavy, source, own }], or with a function `read` that gives the
// last two.  `file` is the name that traces show; a heavy program takes long and is cut less
// often; what comes before `own` is no part of the program, and not cut.
function load(folder, inputs) {
    if (folder)
        return suite(folder);
    return packages.load(inputs).concat(splitTests(path.join(__dirname, '../split'), inputs));
}

module.exports = { load };
