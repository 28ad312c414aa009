// SPDX-License-Identifier: MIT
//
// Makes a program smaller as long as it still shows its difference.

'use strict';

const syntax = require('../torture/syntax.js');
const { MARK } = require('./generate.js');

const isList = (value) => Array.isArray(value) && value.length > 0;
const isNode = (value) => value !== null && typeof value === 'object' && typeof value.type === 'string';

// All nodes, outer ones first.
function nodes(ast) {
    const found = [];
    const visit = (node) => {
        found.push(node);
        Object.keys(node).forEach((key) => [].concat(node[key]).filter(isNode).forEach(visit));
    };
    visit(ast);
    return found;
}

// What could stand for a node: nothing, a part of it, a constant.
function replacements(node, source) {
    const text = (part) => source.slice(part.start, part.end);
    const inner = (part) => (part.type === 'BlockStatement' ? text(part).slice(1, -1) : text(part));
    switch (node.type) {
    case 'IfStatement': return ['', ...[node.consequent, node.alternate].filter(isNode).map(inner)];
    case 'TryStatement': return ['', inner(node.block), ...(node.finalizer ? [inner(node.finalizer)] : [])];
    case 'ForStatement': case 'ForInStatement': case 'WhileStatement': case 'DoWhileStatement':
    case 'WithStatement': case 'LabeledStatement': return ['', inner(node.body)];
    case 'BlockStatement': return ['{}'];
    }
    if (/Statement$|Declaration$/.test(node.type))
        return [''];
    if (/Expression$/.test(node.type)) {
        const parts = Object.keys(node).flatMap((key) => [].concat(node[key])).filter(isNode)
            .filter((part) => /Expression$|^Literal$|^Identifier$/.test(part.type));
        return ['0', ...parts.map((part) => '(' + text(part) + ')')];
    }
    return node.type === 'Literal' && text(node).length > 4 ? ['0', '"a"'] : [];
}

function parse(source) {
    try {
        return syntax.parse(source);
    } catch (error) {
        return null;
    }
}

// Edits, the largest first: [start, end, text]
function edits(source) {
    const ast = parse(source);
    const found = [];
    for (const node of ast ? nodes(ast) : []) {
        if (node.type === 'Program' || source.slice(node.start, node.end).includes(MARK))
            continue;
        replacements(node, source).filter((text) => text.length < node.end - node.start)
            .forEach((text) => found.push([node.start, node.end, text]));
        // Members of a list, with the comma: of arguments, elements, properties, declarations.
        ['arguments', 'elements', 'properties', 'declarations', 'params', 'cases', 'expressions'].filter((key) => isList(node[key])).forEach((key) =>
            node[key].forEach((part, i, list) => part && list[i + 1] && found.push([part.start, list[i + 1].start, ''])));
    }
    return found.sort((a, b) => (b[1] - b[0] - b[2].length) - (a[1] - a[0] - a[2].length));
}

const applied = (source, [start, end, text]) => source.slice(0, start) + text + source.slice(end);

// Where the statements of the top level are: [{ start, end }].  The parser refuses some that the
// engine takes, as a variable with the name of what is caught: then these are the lines.
function parts(source) {
    const ast = parse(source);
    if (ast)
        return ast.body;
    let end = -1;
    return source.split('\n').map((line) => ({ start: end + 1, end: end += line.length + 1 }));
}

// Whole statements of the top level, many at a time at first.
async function dropStatements(source, wrong) {
    let text = source;
    for (let n = parts(text).length >> 1; n >= 1; n >>= 1) {
        for (let i = 0; ;) {
            const list = parts(text);
            if (i >= list.length)
                break;
            const [start, end] = [list[i].start, list[Math.min(i + n, list.length) - 1].end];
            const less = text.slice(0, start) + text.slice(end);
            if (!text.slice(start, end).includes(MARK) && await wrong(less))
                text = less;
            else
                i += n;
        }
    }
    return text;
}

// The smallest program that was found with so many tries.  differs(source) says whether it does.
async function shrink(source, differs, tries) {
    let left = tries;
    const wrong = async (text) => left-- > 0 && differs(text);
    let text = await dropStatements(source, wrong);
    for (let again = true; again && left > 0;) {
        again = false;
        let list = edits(text);
        for (let i = 0; i < list.length && left > 0; i++) {
            const less = applied(text, list[i]);
            if (!await wrong(less))
                continue;
            text = less;
            again = true;
            list = edits(text);
            i = Math.max(-1, i - 5);
        }
    }
    const dense = text.replace(/^[ ;]+$/gm, '').replace(/\n+/g, '\n');
    return await differs(dense) ? dense : text;
}

module.exports = { shrink };
