/* SPDX-License-Identifier: MIT
 * inspect_kinds.js - what util.inspect shows of each kind of object, and between which
 * braces.
 *
 * A shape has either `whole`, the finished text, or `braces`, `base` (text before them),
 * `keys` (properties to show), `isList` and `items(ctx, value, level, output)`. */
'use strict';

var p = require('primordials');
var text = require('inspect_text');
var errors = require('errors');

var push = p.arrayPush;
var hasOwn = p.objectHasOwnProperty;
var classOf = p.classOf;
var getOwn = p.getOwnPropertyDescriptor;

/* These two files need each other; by the time a value is inspected both are there. */
function core() {
    return require('inspect');
}

function more(count) {
    return '... ' + count + ' more item' + (count > 1 ? 's' : '');
}

/* ---------------------------------------------------------------------------- arrays */

function emptyItems(ctx, count) {
    return ctx.stylize('<' + count + ' empty item' + (count > 1 ? 's' : '') + '>', 'undefined');
}

/* A list with holes: each run of them takes the place of one item. */
function sparseItems(ctx, value, level, output, limit) {
    var indexes = p.arrayFilter(p.keys(value), text.isIndex);
    var next = 0;
    for (var i = 0; i < indexes.length && output.length < limit; i++) {
        var index = +indexes[i];
        if (index > next) {
            push(output, emptyItems(ctx, index - next));
            next = index;
            if (output.length >= limit)
                break;
        }
        push(output, core().formatContent(ctx, getOwn(value, indexes[i]), level));
        next = index + 1;
    }
    if (i === indexes.length && next < value.length && output.length < limit) {
        push(output, emptyItems(ctx, value.length - next));
        next = value.length;
    }
    if (next < value.length)
        push(output, more(value.length - next));
}

/* Proxies have no own properties, as far as the engine tells, but they have keys. */
function isListed(value, index) {
    return !hasOwn(value, 'length') && index in value;
}

function arrayItems(ctx, value, level, output) {
    var limit = p.min(p.max(0, ctx.maxArrayLength), value.length);
    var formatContent = core().formatContent;
    for (var i = 0; i < limit; i++) {
        var own = getOwn(value, i);
        if (own === undefined && !isListed(value, i)) {
            output.length = 0;
            sparseItems(ctx, value, level, output, limit);
            return;
        }
        push(output, formatContent(ctx, own || { value: value[i] }, level));
    }
    if (limit < value.length)
        push(output, more(value.length - limit));
}

function listShape(ctx, value, opening, items, size) {
    var keys = core().keysOf(ctx, value, true);
    if (size === 0 && keys.length === 0)
        return { whole: opening + '[]' };
    return { braces: [opening + '[', ']'], base: '', keys: keys, isList: true, items: items };
}

function arrayShape(ctx, value, constructor, tag) {
    var opening = constructor === 'Array' && tag === '' ? '' :
        core().prefix(constructor, tag, 'Array', '(' + value.length + ')');
    return listShape(ctx, value, opening, arrayItems, value.length);
}

function typedArrayItems(ctx, value, level, output) {
    var limit = p.min(p.max(0, ctx.maxArrayLength), value.length);
    for (var i = 0; i < limit; i++)
        push(output, core().formatNumber(ctx, value[i]));
    if (limit < value.length)
        push(output, more(value.length - limit));
}

function typedArrayShape(ctx, value, constructor, tag) {
    if (p.objectIsPrototypeOf(p.Buffer.prototype, value))
        return bufferShape(ctx, value);
    var opening = core().prefix(constructor, tag, classOf(value), '(' + value.length + ')');
    return listShape(ctx, value, opening, typedArrayItems, value.length);
}

function argumentsShape(ctx, value) {
    var keys = core().keysOf(ctx, value, false);
    return keys.length === 0 ? { whole: '[Arguments] {}' } : bracedShape(keys, '[Arguments] ');
}

/* ----------------------------------------------------------------------------- bytes */

function hexBytes(bytes, limit) {
    var out = [];
    for (var i = 0; i < bytes.length && i < limit; i++)
        push(out, (bytes[i] < 16 ? '0' : '') + p.numberToString(bytes[i], 16));
    return p.arrayJoin(out, ' ');
}

function bufferShape(ctx, value) {
    var rest = value.length - 50;
    var base = '<' + (value.constructor && value.constructor.name || 'Buffer') + ' ' +
        hexBytes(value, 50) +
        (rest > 0 ? ' ... ' + rest + ' more byte' + (rest > 1 ? 's' : '') : '');
    var extra = core().keysOf(ctx, value, true);
    for (var i = 0; i < extra.length; i++)
        base += (i > 0 || value.length > 0 ? ', ' : '') +
            core().formatMember(ctx, value, 1, extra[i]);
    return { whole: base + '>' };
}

function arrayBufferShape(ctx, value, constructor, tag) {
    var keys = core().keysOf(ctx, value, false);
    p.arrayUnshift(keys, 'byteLength');
    return {
        braces: [core().prefix(constructor, tag, 'ArrayBuffer') + '{', '}'],
        base: '',
        keys: keys,
        isList: false,
        items: function items(inner, buffer, level, output) {
            var limit = p.min(p.max(0, inner.maxArrayLength), buffer.byteLength);
            var rest = buffer.byteLength - limit;
            push(output, inner.stylize('[Uint8Contents]', 'special') + ': <' +
                hexBytes(new p.Uint8Array(buffer), limit) +
                (rest > 0 ? ' ... ' + rest + ' more byte' + (rest > 1 ? 's' : '') : '') + '>');
        }
    };
}

function dataViewShape(ctx, value, constructor, tag) {
    var keys = core().keysOf(ctx, value, false);
    p.arrayUnshift(keys, 'byteLength', 'byteOffset', 'buffer');
    return bracedShape(keys, core().prefix(constructor, tag, 'DataView'));
}

/* --------------------------------------------------------------------------- objects */

function bracedShape(keys, opening) {
    return { braces: [opening + '{', '}'], base: '', keys: keys, isList: false };
}

/* A text that stands for the object, with braces only if it has properties. */
function basedShape(ctx, value, base, style, skipIndexes) {
    var keys = core().keysOf(ctx, value, skipIndexes);
    if (keys.length === 0)
        return { whole: style === undefined ? base : ctx.stylize(base, style) };
    return { braces: ['{', '}'], base: base, keys: keys, isList: false };
}

function objectShape(ctx, value, constructor, tag) {
    var keys = core().keysOf(ctx, value, false);
    var opening = constructor === 'Object' && tag === '' ? '' :
        core().prefix(constructor, tag, 'Object');
    return keys.length === 0 ? { whole: opening + '{}' } : bracedShape(keys, opening);
}

function functionShape(ctx, value, constructor, tag) {
    var base = '[Function' + (constructor === null ? ' (null prototype)' : '') +
        (value.name === '' ? ' (anonymous)' : ': ' + p.String(value.name)) + ']';
    if (constructor !== 'Function' && constructor !== null)
        base += ' ' + constructor;
    if (tag !== '' && constructor !== tag)
        base += ' [' + tag + ']';
    return basedShape(ctx, value, base, 'special');
}

function withPrefix(base, constructor, tag, fallback) {
    var before = core().prefix(constructor, tag, fallback);
    return before === fallback + ' ' ? base : before + base;
}

function dateShape(ctx, value, constructor, tag) {
    var base = p.isNaN(p.dateGetTime(value)) ? p.dateToString(value) : p.dateToISOString(value);
    return basedShape(ctx, value, withPrefix(base, constructor, tag, 'Date'), 'date');
}

function regexpShape(ctx, value, constructor, tag) {
    var base = p.regexpToString(value);
    return basedShape(ctx, value, withPrefix(base, constructor, tag, 'RegExp'), 'regexp');
}

var unbox = {
    Number: p.numberValueOf,
    String: p.stringValueOf,
    Boolean: p.booleanValueOf,
    Symbol: p.symbolValueOf
};

function boxedShape(ctx, value, constructor, tag) {
    var kind = classOf(value);
    var base = '[' + kind;
    if (constructor === null)
        base += ' (null prototype)';
    else if (constructor !== kind)
        base += ' (' + constructor + ')';
    base += ': ' + core().formatPrimitive({
        stylize: function (str) { return str; }, compact: true, maxStringLength: Infinity
    }, unbox[kind](value)) + ']';
    if (tag !== '' && tag !== constructor)
        base += ' [' + tag + ']';
    return basedShape(ctx, value, base, p.stringToLowerCase(kind), kind === 'String');
}

/* ---------------------------------------------------------------------------- errors */

/* Without the engine's mark of frames that C has called. */
exports.stackOf = stackOf;
function stackOf(err) {
    var stack = err.stack;
    return stack ? p.stringReplace(p.String(stack), / preventsyield$/mg, '')
                 : p.errorToString(err);
}

/* The stack names the class where error.name does not: "Mine [Error]: text". */
function nameClass(stack, err, constructor, tag) {
    var name = err.name === undefined || err.name === null ? 'Error' : p.String(err.name);
    var rest = p.stringSlice(stack, name.length);
    if (constructor === null ||
        !p.stringEndsWith(name, 'Error') || !p.stringStartsWith(stack, name) ||
        (rest !== '' && rest[0] !== ':' && rest[0] !== '\n'))
        return stack;
    var shown = p.stringSlice(core().prefix(constructor, tag, 'Error'), 0, -1);
    if (shown === name)
        return stack;
    return p.stringIncludes(shown, name) ? shown + rest : shown + ' [' + name + ']' + rest;
}

/* Properties that the stack shows already are not shown again. */
function errorKeys(ctx, err, stack) {
    var keys = core().keysOf(ctx, err, false);
    if (!ctx.showHidden)
        keys = p.arrayFilter(keys, function (key) {
            return !((key === 'name' || key === 'message' || key === 'stack') &&
                (typeof err[key] !== 'string' || p.stringIncludes(stack, err[key])));
        });
    if ('cause' in err && p.arrayIndexOf(keys, 'cause') < 0)
        push(keys, 'cause');
    if (p.isArray(err.errors) && p.arrayIndexOf(keys, 'errors') < 0)
        push(keys, 'errors'); /* of an AggregateError */
    return keys;
}

function errorShape(ctx, err, constructor, tag) {
    var stack = stackOf(err);
    var keys = errorKeys(ctx, err, stack);
    stack = nameClass(stack, err, constructor, tag);
    var after = err.message ? p.stringIndexOf(stack, err.message) : -1;
    if (after >= 0)
        after += err.message.length;
    if (p.stringIndexOf(stack, '\n    at', after < 0 ? 0 : after) < 0)
        stack = '[' + stack + ']';
    if (ctx.indentationLvl > 0)
        stack = p.stringReplace(stack, /\n/g, '\n' + p.stringRepeat(' ', ctx.indentationLvl));
    if (keys.length === 0)
        return { whole: stack };
    return { braces: ['{', '}'], base: stack, keys: keys, isList: false };
}

/* -------------------------------------------------------------------------- dispatch */

var shapes = p.create(null);
shapes.Array = arrayShape;
shapes.Arguments = argumentsShape;
shapes.ArrayBuffer = arrayBufferShape;
shapes.DataView = dataViewShape;
shapes.Date = dateShape;
shapes.Error = errorShape;
shapes.Function = functionShape;
shapes.RegExp = regexpShape;
p.arrayForEach(errors.typedArrayNames, function (name) { shapes[name] = typedArrayShape; });
shapes.Object = objectShape;
require('inspect_collections').addTo(shapes);
shapes.Number = shapes.String = shapes.Boolean = shapes.Symbol = boxedShape;

exports.shapeOf = function shapeOf(ctx, value, constructor, tag) {
    var kind = typeof value === 'function' ? 'Function' : classOf(value);
    if (kind === 'Object' && constructor !== 'Object' &&
        p.objectIsPrototypeOf(p.Error.prototype, value))
        kind = 'Error';
    return (shapes[kind] || objectShape)(ctx, value, constructor, tag);
};
