// SPDX-License-Identifier: MIT
//
// Programs made of npm packages: their source, a driver of ours that prints, and, where the
// package brings tests, these with it.

'use strict';

const fs = require('fs');
const path = require('path');

const read = (file) => fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '').replace(/^#!.*/, '');
const driver = (name) => read(path.join(__dirname, 'drivers', name + '.js'));

// A file that cannot end within the next one.
const join = (...texts) => texts.join('\n;') + '\n';

// Script text for any value, in plain ASCII.
const literal = (value) => JSON.stringify(value).replace(/[\u007f-\uffff]/g,
    (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));

// Groups of n, so that one program does not carry all tests of a package.
function groups(list, n) {
    const found = [];
    for (let i = 0; i < list.length; i += n)
        found.push(list.slice(i, i + n));
    return found;
}

// ---- CommonJS modules as one script

const isFile = (file) => fs.existsSync(file) && fs.statSync(file).isFile();

function asFile(base) {
    const manifest = path.join(base, 'package.json');
    const main = isFile(manifest) && JSON.parse(read(manifest)).main;
    return [base, base + '.js', base + '.json', main && path.join(base, main), main && path.join(base, main + '.js'),
        path.join(base, 'index.js')].find((file) => file && isFile(file));
}

function resolve(from, name) {
    if (name.startsWith('.'))
        return asFile(path.join(path.dirname(from), name));
    for (let at = path.dirname(from); at !== path.dirname(at); at = path.dirname(at)) {
        const found = asFile(path.join(at, 'node_modules', name));
        if (found)
            return found;
    }
    return undefined;
}

const LOADER = `var $modules = [], $loaded = [];
function $require(n) {
    if (!$loaded[n]) {
        $loaded[n] = { exports: {} };
        $modules[n]($loaded[n], $loaded[n].exports);
    }
    return $loaded[n].exports;
}
`;

// A module and all that it asks for by a name that stands in its text, as `$modules[number]`.
function bundle(entry) {
    const numbers = new Map();
    const texts = [];
    const add = (file) => {
        if (numbers.has(file))
            return numbers.get(file);
        const number = numbers.size;
        numbers.set(file, number);
        const source = /\.json$/.test(file) ? 'module.exports = ' + read(file) : read(file).replace(
            /require\((["'])([^"']*)\1\)/g, (whole, quote, name) => {
                const found = resolve(file, name);
                return found ? '$require(' + add(found) + ')' : whole;
            });
        texts[number] = '$modules[' + number + '] = function (module, exports) {' + source + '\n};';
        return number;
    };
    add(entry);
    return LOADER + texts.join('\n');
}

// ---- the packages

function less(inputs) {
    const tests = path.join(inputs, 'less/test/less');
    const contents = {};
    const add = (folder) => fs.readdirSync(folder, { withFileTypes: true }).forEach((entry) => {
        const file = path.join(folder, entry.name);
        if (entry.isDirectory() && /^import/.test(entry.name))
            add(file);
        else if (/\.(less|css)$/.test(entry.name))
            contents[path.relative(tests, file)] = read(file);
    });
    add(tests);
    const names = Object.keys(contents).filter((name) => /^[^/]*\.less$/.test(name)).sort();
    const imports = {};
    Object.keys(contents).filter((name) => /\//.test(name)).forEach((name) => { imports[name] = contents[name]; });
    const library = bundle(path.join(inputs, 'less/lib/less/index.js'));
    return groups(names, 6).map((some, i) => {
        const files = some.some((name) => /import/.test(name)) ? Object.assign({}, imports) : {};
        some.forEach((name) => { files[name] = contents[name]; });
        return { name: 'less/' + (i + 1), file: 'less.js', heavy: true,
            source: join(library, 'var files = ' + literal(files) + ', names = ' + literal(some) + ';', driver('less')) };
    });
}

function commonmark(inputs) {
    const spec = read(path.join(inputs, 'commonmark/test/spec.txt'));
    const examples = [];
    spec.replace(/^\.\n([\s\S]*?)^\.\n([\s\S]*?)^\.$/gm, (_, markdown) => examples.push(markdown.replace(/→/g, '\t')));
    const library = bundle(path.join(inputs, 'commonmark/lib/index.js'));
    return groups(examples, 60).map((some, i) => ({ name: 'commonmark/' + (i + 1), file: 'commonmark.js', heavy: true,
        source: join(library, 'var examples = ' + literal(some) + ';', driver('commonmark')) }));
}

function es5Shim(inputs) {
    const at = (name) => read(path.join(inputs, 'es5-shim', name));
    const before = [driver('jasmine-before'), at('tests/lib/jasmine.js'), at('tests/helpers/h-matchers.js')];
    return ['array', 'date', 'error', 'function', 'global', 'number', 'object', 'regexp', 'string'].map((name) => ({
        name: 'es5-shim/' + name, file: name + '.js', heavy: true,
        source: join(...before, at('es5-shim.js'), at('es5-sham.js'), at('tests/spec/s-' + name + '.js'), driver('jasmine-after')),
    }));
}

const OCTANE = ['richards', 'deltablue', 'crypto', 'raytrace', 'earley-boyer', 'regexp', 'splay', 'navier-stokes',
    'box2d', 'code-load'];

function octane(inputs) {
    const at = (name) => read(path.join(inputs, 'benchmark-octane/lib/octane', name + '.js'));
    return OCTANE.map((name) => ({ name: 'octane/' + name, file: name + '.js', heavy: true,
        source: join(driver('octane-before'), at('base'), at(name), driver('octane')) }));
}

function marked(inputs) {
    const documents = ['marked', 'less', 'es5-shim', 'commonmark', 'handlebars', 'mustache']
        .map((name) => fs.readdirSync(path.join(inputs, name)).filter((file) => /^(readme|changelog)\.(md|markdown)$/i.test(file))
            .map((file) => read(path.join(inputs, name, file)).slice(0, 3000))).reduce((a, b) => a.concat(b));
    return [{ name: 'marked', file: 'marked.js', heavy: true,
        source: join(read(path.join(inputs, 'marked/lib/marked.js')), 'var documents = ' + literal(documents) + ';', driver('marked')) }];
}

function load(inputs) {
    return [].concat(octane(inputs), es5Shim(inputs), less(inputs), commonmark(inputs), marked(inputs));
}

module.exports = { load, read, join };
