// SPDX-License-Identifier: MIT
//
// What a program consists of: its statements, and the points at which it can be cut.

'use strict';

let acorn;

// Where the parser is: the node_modules folder of the test libraries.
function useParser(folder) {
    acorn = require(folder + '/acorn');
}

function parse(source) {
    return acorn.parse(source, { ecmaVersion: 8, sourceType: 'script' });
}

const isNode = (value) => value !== null && typeof value === 'object' && typeof value.type === 'string';
const isFunction = (node) => /Function/.test(node.type);
const isLoop = (node) => /^(While|DoWhile|For|ForIn|ForOf)Statement$/.test(node.type);

// Calls fn for each node below this one, with the name of the place that it has.
function children(node, fn) {
    for (const key of Object.keys(node)) {
        const value = node[key];
        if (Array.isArray(value))
            value.forEach((item) => isNode(item) && fn(item, key, true));
        else if (isNode(value))
            fn(value, key, false);
    }
}

const isDirective = (statement) => statement.type === 'ExpressionStatement' && 'directive' in statement;
const isStrictDirective = (statement) => isDirective(statement) && statement.directive === 'use strict';

// Every variable that a list of statements declares, outside of inner functions.
function declaredNames(nodes) {
    const names = new Set();
    const visit = (node) => {
        if (isFunction(node))
            return;
        if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier')
            names.add(node.id.name);
        children(node, visit);
    };
    nodes.forEach(visit);
    return [...names];
}

// The declarations themselves, with the statement head that they may be part of.
function declarations(nodes) {
    const found = [];
    const visit = (node, parent) => {
        if (isFunction(node))
            return;
        if (node.type === 'VariableDeclaration')
            found.push({ node, head: /^For/.test(parent.type) && parent.body !== node });
        children(node, (child) => visit(child, node));
    };
    nodes.forEach((node) => visit(node, { type: 'Program' }));
    return found;
}

// Does a statement break or continue something that is around it?
function leaves(statement) {
    let found = false;
    const visit = (node, breaks, continues) => {
        if (isFunction(node) || found)
            return;
        if ((node.type === 'BreakStatement' && !breaks) || (node.type === 'ContinueStatement' && !continues))
            found = found || node.label === null;
        const loop = isLoop(node);
        children(node, (child) =>
            visit(child, breaks || loop || node.type === 'SwitchStatement', continues || loop));
    };
    visit(statement, false, false);
    return found;
}

// Places where an expression is a value, so that a comma expression can stand for it.
const VALUES = {
    CallExpression: ['arguments'],
    NewExpression: ['arguments'],
    AssignmentExpression: ['right'],
    VariableDeclarator: ['init'],
    ReturnStatement: ['argument'],
    ThrowStatement: ['argument'],
    BinaryExpression: ['left', 'right'],
    LogicalExpression: ['left', 'right'],
    ConditionalExpression: ['test', 'consequent', 'alternate'],
    ArrayExpression: ['elements'],
    Property: ['value'],
    IfStatement: ['test'],
    WhileStatement: ['test'],
    DoWhileStatement: ['test'],
    ForStatement: ['test', 'update'],
    ForInStatement: ['right'],
    SwitchStatement: ['discriminant'],
    SwitchCase: ['test'],
    WithStatement: ['object'],
    MemberExpression: ['object', 'property'],
};

function isValue(node, parent, key) {
    const keys = VALUES[parent.type];
    if (!keys || !keys.includes(key) || !/Expression$|^Identifier$|^Literal$/.test(node.type))
        return false;
    if (parent.type === 'Property')
        return parent.kind === 'init' && !parent.shorthand && !parent.method;
    return !(parent.type === 'MemberExpression' && key === 'property' && !parent.computed);
}

const BODIES = ['body', 'consequent', 'alternate'];

// A statement that stands in a list, or one that braces can be put around.
function isPlace(node, parent, key, inList) {
    if (!/(Statement|^VariableDeclaration)$/.test(node.type) || isDirective(node))
        return false;
    if (inList)
        return ['Program', 'BlockStatement', 'SwitchCase'].includes(parent.type);
    return node.type !== 'BlockStatement' && BODIES.includes(key) &&
        (isLoop(parent) || /^(If|With)Statement$/.test(parent.type)) && node.type !== 'VariableDeclaration';
}

// All points: { start, end, statement, functions, leaves, strict, single }.  A function that is
// strict, or has one around it that is, cannot be given a `with`.
function points(ast) {
    const found = [];
    const visit = (node, parent, key, inList, scope) => {
        let inner = scope;
        if (isFunction(node)) {
            const body = node.body.body || [];
            inner = { functions: scope.functions.concat([node]),
                strict: scope.strict || body.some(isStrictDirective), start: -1 };
        }
        if (isPlace(node, parent, key, inList)) {
            inner = Object.assign({}, inner, { start: node.start });
            found.push({ node, start: node.start, end: node.end, statement: true,
                single: !inList, functions: inner.functions, strict: inner.strict });
        } else if (isValue(node, parent, key) && node.start !== scope.start) {
            found.push({ node, start: node.start, end: node.end, statement: false,
                functions: scope.functions, strict: scope.strict });
        }
        children(node, (child, name, list) => visit(child, node, name, list, inner));
    };
    const strict = ast.body.some(isStrictDirective);
    children(ast, (child, key, list) =>
        visit(child, ast, key, list, { functions: [], strict, start: -1 }));
    return found;
}

module.exports = { useParser, parse, points, declaredNames, declarations, leaves, isDirective,
    isStrictDirective };
