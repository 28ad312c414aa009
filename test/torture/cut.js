// SPDX-License-Identifier: MIT
//
// Cuts a program: at a top-level statement, or at any point inside of it, where a
// coroutine is left suspended.  Lines stay where they are: traces show them.

'use strict';

const fs = require('fs');
const path = require('path');
const { Edits } = require('./edits.js');
const { declaredNames, declarations, leaves, isDirective, isStrictDirective } = require('./syntax.js');

// What instrumented programs call; one line, so that it can stand before line 1.
const SUPPORT = fs.readFileSync(path.join(__dirname, 'support.js'), 'utf8')
    .replace(/^ *\/\/.*$/gm, '').replace(/\s*\n\s*/g, ' ').trim();

const isFunctionDeclaration = (statement) => statement.type === 'FunctionDeclaration';

// Where the program can be cut in two scripts: numbers of statements that start the second.
function topLevelCuts(ast, from) {
    return ast.body.map((_, i) => i).filter((i) => i > 0 && ast.body[i].start >= from && !isDirective(ast.body[i]) &&
        !isFunctionDeclaration(ast.body[i]) && !isDirective(ast.body[i - 1]));
}

// The two scripts.  What the second declares, the first has to declare: in one script all
// declarations come before everything else.
function cutTopLevel(source, ast, k) {
    const first = new Edits(source);
    const second = new Edits(source);
    ast.body.forEach((statement, i) => {
        const { start, end } = statement;
        if (isDirective(statement))
            return;
        if (isFunctionDeclaration(statement) || i < k)
            second.replace(start, end, '');
        if (!isFunctionDeclaration(statement) && i >= k) {
            const names = declaredNames([statement]);
            first.replace(start, end, names.length ? 'var ' + names.join(',') + ';' : '');
        }
    });
    return [first.apply(), second.apply()];
}

// ---- a program inside of a coroutine

// Top-level statements become functions; their variables stay variables of the program.
function wrapTopLevel(edits, source, ast) {
    const names = declaredNames(ast.body.filter((s) => !isFunctionDeclaration(s)));
    let chunks = 0;
    let start = null;
    let last = null;
    const close = () => {
        if (start !== null)
            edits.wrap(start, last, 'function $jsb_p' + (++chunks) + '(){', '\n}');
        start = null;
    };
    for (const statement of ast.body) {
        if (isDirective(statement))
            continue;
        if (isFunctionDeclaration(statement)) {
            close();
            continue;
        }
        start = start === null ? statement.start : start;
        last = statement.end;
    }
    close();
    for (const { node, head } of declarations(ast.body.filter((s) => !isFunctionDeclaration(s)))) {
        edits.replace(node.start, node.start + node.kind.length, ' ');
        if (!head && source[node.end - 1] !== ';')
            edits.insert(node.end, ';');
    }
    return { names, chunks };
}

function assemble(source, ast, edits, levels) {
    const { names, chunks } = wrapTopLevel(edits, source, ast);
    const calls = [];
    for (let i = 1; i <= chunks; i++)
        calls.push('$jsb_p' + i + '.call($jsb_global);');
    const directives = ast.body.filter(isDirective);
    const at = directives.length ? directives[directives.length - 1].end : 0;
    edits.insert(at, (at ? ';' : '') + SUPPORT + (names.length ? 'var ' + names.join(',') + ';' : '') +
        (/resume/.test(source) ? '$jsb_nest();' : ''));
    return edits.apply() + '\n$jsb_start(function () {' + calls.join('') + '}, ' + levels + ');\n';
}

// Inserts, to be counted as number id, a call at each point: what a profile is made from.
function profile(source, ast, points) {
    const edits = new Edits(source);
    points.forEach((point, id) => mark(edits, point, '$jsb_count(' + id + ')'));
    return assemble(source, ast, edits, 0);
}

function mark(edits, point, call) {
    if (!point.statement)
        edits.wrap(point.start, point.end, '(' + call + ',', ')');
    else if (point.single)
        edits.wrap(point.start, point.end, '{' + call + ';', '}');
    else
        edits.wrap(point.start, point.end, call + ';', '');
}

// What can be put around a statement S and the cut C before it, so that it is cut inside of
// something that lives, and that is found to be there and to end.  `closed` ones would catch a
// break or continue of the statement's.
const DRESSES = [
    { text: 'C S' },
    { text: 'try{C S}finally{$jsb_mark()}' },
    { text: 'try{C S}catch($jsb_e){throw $jsb_e}' },
    { text: 'try{throw 1}catch($jsb_e){C $jsb_is($jsb_e,1);S}$jsb_is($jsb_e,0);' },
    { text: 'try{$jsb_mark()}finally{C S}' },
    { text: 'try{throw 1}catch($jsb_e){$jsb_mark()}finally{C S}' },
    { text: 'try{try{throw 1}finally{C}$jsb_is(1,0);}catch($jsb_e){$jsb_is($jsb_e,1);}S' },
    { text: '$jsb_l:{try{break $jsb_l}finally{C}$jsb_is(1,0);}S' },
    { text: '$jsb_l:{C S}' },
    { text: 'with($jsb_scope){C $jsb_is($jsb_in,1);S}$jsb_is($jsb_in,0);', sloppy: true },
    { text: 'do{C S}while(false);', closed: true },
    { text: 'for($jsb_k in $jsb_three)if($jsb_k==="two"){C S}$jsb_is($jsb_k,"three");', closed: true },
    { text: 'switch(1){default:C S}', closed: true },
];

function dressesFor(point) {
    if (!point.statement)
        return [DRESSES[0]];
    const open = leaves(point.node);
    return DRESSES.filter((dress) => !(dress.sloppy && point.strict) && !(dress.closed && open));
}

// Cuts at a statement: `inner` goes around it, `outer` around both.
function dressedMark(edits, point, inner, outer) {
    const call = '$jsb_cut();';
    const text = outer.text.replace(/\$jsb_l/g, '$jsb_o').replace('C', '').replace('S', '\0')
        .replace('\0', () => inner.text.replace('C', () => call));
    const at = text.lastIndexOf('S');
    edits.wrap(point.start, point.end, (point.single ? '{' : '') + text.slice(0, at),
        text.slice(at + 1) + (point.single ? '}' : ''));
}

// A function whose body runs in a coroutine of its own.
function nestFunction(edits, node) {
    const body = node.body.body;
    const strict = body.some(isStrictDirective) ? '"use strict";' : '';
    const names = node.params.map((param) => param.name).join(',');
    edits.insert(node.body.start + 1, strict + 'return $jsb_nested(this,arguments,function(' + names + '){');
    edits.wrap(node.body.end - 1, node.body.end - 1, '', '\n})');
}

function canNest(node) {
    return node.body.type === 'BlockStatement' && !node.generator && !node.async &&
        node.params.every((param) => param.type === 'Identifier');
}

// The program, to be left suspended when the point is reached for the nth time.
// plan: { point, nth, nested: functions, levels, inner, outer }
function cutInside(source, ast, plan) {
    const edits = new Edits(source);
    if (plan.point.statement)
        dressedMark(edits, plan.point, plan.inner, plan.outer);
    else
        mark(edits, plan.point, '$jsb_cut()');
    plan.nested.forEach((node) => nestFunction(edits, node));
    return assemble(source, ast, edits, plan.levels).replace('$jsb_at = 0', '$jsb_at = ' + plan.nth);
}

module.exports = { topLevelCuts, cutTopLevel, profile, cutInside, dressesFor, canNest, DRESSES };
