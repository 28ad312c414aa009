/* SPDX-License-Identifier: MIT
 * inspect.js - util.inspect: any value as text for people, as node prints it. */
'use strict';

var p = require('primordials');
var text = require('inspect_text');
var lay = require('inspect_layout').lay;
var kinds = require('inspect_kinds');

var push = p.arrayPush;
var indexOf = p.arrayIndexOf;
var hasOwn = p.objectHasOwnProperty;
var classOf = p.classOf;
var slice = p.stringSlice;
var getOwn = p.getOwnPropertyDescriptor;
var repeat = p.stringRepeat;

var custom = p.symbolFor('nodejs.util.inspect.custom');
var toStringTag = p.Symbol.toStringTag;
var objectPrototype = p.getPrototypeOf({});
var arrayPrototype = p.getPrototypeOf([]);

var defaults = {
    showHidden: false,
    depth: 2,
    colors: false,
    customInspect: true,
    showProxy: false,
    maxArrayLength: 100,
    maxStringLength: 10000,
    breakLength: 80,
    compact: 3,
    sorted: false,
    getters: false
};

var colors = require('colors').colors;
var styles = require('colors').styles;

function plainStyle(str) {
    return str;
}

function colorStyle(str, kind) {
    var style = colors[styles[kind]];
    return style === undefined ? str : '\x1b[' + style[0] + 'm' + str + '\x1b[' + style[1] + 'm';
}

/* ------------------------------------------------------------------------ primitives */

/* A long text in an object goes over several lines, broken where it breaks itself. */
function formatString(ctx, value) {
    var trailer = '';
    if (value.length > ctx.maxStringLength) {
        var rest = value.length - ctx.maxStringLength;
        value = slice(value, 0, ctx.maxStringLength);
        trailer = '... ' + rest + ' more character' + (rest > 1 ? 's' : '');
    }
    if (ctx.compact === true || value.length <= 16 ||
        value.length <= ctx.breakLength - ctx.indentationLvl - 4 || !p.stringIncludes(value, '\n'))
        return ctx.stylize(text.quote(value), 'string') + trailer;
    var lines = p.stringSplit(value, '\n');
    var out = [];
    for (var i = 0; i < lines.length; i++)
        if (i < lines.length - 1)
            push(out, ctx.stylize(text.quote(lines[i] + '\n'), 'string'));
        else if (lines[i] !== '')
            push(out, ctx.stylize(text.quote(lines[i]), 'string'));
    return p.arrayJoin(out, ' +\n' + repeat(' ', ctx.indentationLvl + 2)) + trailer;
}

function formatNumber(ctx, value) {
    return ctx.stylize(p.is(value, -0) ? '-0' : '' + value, 'number');
}

function formatPrimitive(ctx, value) {
    switch (typeof value) {
    case 'string':
        return formatString(ctx, value);
    case 'number':
        return formatNumber(ctx, value);
    case 'boolean':
        return ctx.stylize('' + value, 'boolean');
    case 'undefined':
        return ctx.stylize('undefined', 'undefined');
    case 'symbol':
        return ctx.stylize(p.symbolToString(value), 'symbol');
    case 'object':
        return ctx.stylize('null', 'null');
    default:
        return '[' + typeof value + ']'; /* the engine's raw pointers */
    }
}

/* ------------------------------------------------------------------- names of objects */

function isInstance(value, constructor) {
    try {
        return value instanceof constructor;
    } catch (e) {
        return false;
    }
}

/* The engine says that a proxy has no prototype; its target's shows in this way. */
function nameWithoutPrototype(value) {
    var constructor = value.constructor;
    return typeof constructor === 'function' && !hasOwn(value, 'constructor') ?
        p.String(constructor.name) : null;
}

/* Name of the nearest constructor; null if there is no prototype at all. */
function constructorName(ctx, value, level) {
    var proto = p.getPrototypeOf(value);
    if ((proto === objectPrototype || proto === arrayPrototype) && !hasOwn(value, 'constructor'))
        return proto === objectPrototype ? 'Object' : 'Array'; /* what nearly all values are */
    for (var at = value; at !== null && at !== undefined; at = p.getPrototypeOf(at)) {
        var own = getOwn(at, 'constructor');
        if (own !== undefined && typeof own.value === 'function' && own.value.name !== '' &&
            isInstance(value, own.value))
            return p.String(own.value.name);
    }
    if (proto === null)
        return nameWithoutPrototype(value);
    var kind = classOf(value);
    if (ctx.depth !== null && level > ctx.depth)
        return kind + ' <Complex prototype>';
    var above = constructorName(ctx, proto, level + 1);
    if (above !== null)
        return kind + ' <' + above + '>';
    return kind + ' <' + inspect(proto, { customInspect: false, depth: -1 }) + '>';
}

/* "Foo(2) [Tag] ", what stands before an opening brace. */
function prefix(constructor, tag, fallback, size) {
    size = size || '';
    if (constructor === null)
        return '[' + fallback + size + ': null prototype] ' +
            (tag !== '' && fallback !== tag ? '[' + tag + '] ' : '');
    return constructor + size + ' ' + (tag !== '' && constructor !== tag ? '[' + tag + '] ' : '');
}

/* What is among the properties that are shown is not said twice. */
function tagOf(ctx, value) {
    var tag = value[toStringTag];
    if (typeof tag !== 'string')
        return '';
    return tag !== '' && (ctx.showHidden ? hasOwn(value, toStringTag) :
        p.objectPropertyIsEnumerable(value, toStringTag)) ? '' : tag;
}

/* Indexes come first among the keys of an object. */
function withoutIndexes(keys) {
    var count = keys.length;
    while (count > 0 && !text.isIndex(keys[count - 1]))
        count--;
    return count === 0 ? keys : p.arraySlice(keys, count);
}

/* What the engine adds to each function says nothing about the program. */
function keysOf(ctx, value, skipIndexes) {
    var keys = ctx.showHidden ? p.getOwnPropertyNames(value) : p.keys(value);
    var symbols = p.getOwnPropertySymbols(value);
    if (ctx.showHidden && typeof value === 'function')
        keys = p.arrayFilter(keys, function (key) { return key !== 'fileName'; });
    if (skipIndexes)
        keys = withoutIndexes(keys);
    for (var i = 0; i < symbols.length; i++)
        if (ctx.showHidden || p.objectPropertyIsEnumerable(value, symbols[i]))
            push(keys, symbols[i]);
    return keys;
}

/* ------------------------------------------------------------------------ properties */

function formatKey(ctx, key, enumerable) {
    if (typeof key === 'symbol')
        return '[' + ctx.stylize(text.symbolText(key), 'symbol') + ']';
    if (key === '__proto__')
        return "['__proto__']";
    if (!enumerable)
        return '[' + key + ']';
    return text.isIdentifier(key) ? key : ctx.stylize(text.quote(key), 'string');
}

/* With the option `getters`, what a getter answers: of all, or those with or without a setter. */
function asksGetter(ctx, own) {
    return own.get !== undefined && (ctx.getters === true ||
        (ctx.getters === 'get' && own.set === undefined) ||
        (ctx.getters === 'set' && own.set !== undefined));
}

function formatAnswer(ctx, own, level, value) {
    var label = own.set !== undefined ? 'Getter/Setter' : 'Getter';
    try {
        var answer = p.apply(own.get, value, []);
    } catch (err) {
        return ctx.stylize('[' + label + ': <Inspection threw (' + err.message + ')>]', 'special');
    }
    if (answer !== null && (typeof answer === 'object' || typeof answer === 'function'))
        return ctx.stylize('[' + label + ']', 'special') + ' ' + formatValue(ctx, answer, level);
    return ctx.stylize('[' + label + ':', 'special') + ' ' + formatPrimitive(ctx, answer) +
        ctx.stylize(']', 'special');
}

function formatAccessor(ctx, own) {
    if (own.get !== undefined)
        return ctx.stylize(own.set !== undefined ? '[Getter/Setter]' : '[Getter]', 'special');
    return own.set !== undefined ? ctx.stylize('[Setter]', 'special') :
        ctx.stylize('undefined', 'undefined');
}

/* What a property descriptor holds. */
function formatContent(ctx, own, level) {
    if (own.value === undefined)
        return formatAccessor(ctx, own);
    ctx.indentationLvl += 2;
    var str = formatValue(ctx, own.value, level);
    ctx.indentationLvl -= 2;
    return str;
}

function formatMember(ctx, value, level, key) {
    var own = getOwn(value, key);
    if (own === undefined) /* of a proxy, or one that its kind makes up */
        own = { value: value[key], enumerable: true };
    return formatKey(ctx, key, own.enumerable) + ': ' + (asksGetter(ctx, own) ?
        formatAnswer(ctx, own, level, value) : formatContent(ctx, own, level));
}

/* ----------------------------------------------------------------------------- values */

function formatCircular(ctx, value) {
    var index = indexOf(ctx.circular, value) + 1;
    if (index === 0)
        index = push(ctx.circular, value);
    return ctx.stylize('[Circular *' + index + ']', 'special');
}

function userOptions(ctx) {
    var options = { stylize: ctx.stylize };
    for (var name in defaults)
        if (hasOwn(defaults, name))
            options[name] = ctx[name];
    return options;
}

/* What an object's own inspect method makes of it; undefined if it has none. */
function formatCustom(ctx, value, level) {
    var method = ctx.customInspect ? value[custom] : undefined;
    if (typeof method !== 'function' || method === inspect)
        return undefined;
    if (value.constructor && value.constructor.prototype === value)
        return undefined;
    var depth = ctx.depth === null ? null : ctx.depth - level;
    var result = p.apply(method, value, [depth, userOptions(ctx), inspect]);
    if (result === value)
        return undefined;
    return p.stringReplace(typeof result === 'object' ? formatValue(ctx, result, level) :
        p.String(result), /\n/g, '\n' + repeat(' ', ctx.indentationLvl));
}

function formatValue(ctx, value, level) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
        return formatPrimitive(ctx, value);
    var result = formatCustom(ctx, value, level);
    if (result !== undefined)
        return result;
    if (indexOf(ctx.seen, value) >= 0)
        return formatCircular(ctx, value);
    return formatObject(ctx, value, level);
}

/* Members behind those of the kind itself, with the object marked as being visited. */
function formatMembers(ctx, value, level, shape) {
    var output = [];
    push(ctx.seen, value);
    ctx.currentDepth = level;
    if (shape.items !== undefined)
        shape.items(ctx, value, level, output);
    for (var i = 0; i < shape.keys.length; i++)
        push(output, formatMember(ctx, value, level, shape.keys[i]));
    p.arrayPop(ctx.seen);
    if (ctx.sorted && !shape.isList)
        p.arraySort(output, ctx.sorted === true ? undefined : ctx.sorted);
    return output;
}

function formatObject(ctx, value, level) {
    var constructor = constructorName(ctx, value, level);
    var tag = tagOf(ctx, value);
    var shape = kinds.shapeOf(ctx, value, constructor, tag);
    if (shape.whole !== undefined)
        return shape.whole;
    if (ctx.depth !== null && level > ctx.depth) {
        var name = slice(prefix(constructor, tag, p.isArray(value) ? 'Array' : 'Object'), 0, -1);
        return ctx.stylize(constructor === null ? name : '[' + name + ']', 'special');
    }
    var output = formatMembers(ctx, value, level + 1, shape);
    var reference = indexOf(ctx.circular, value) + 1;
    var base = shape.base;
    if (reference > 0) {
        reference = ctx.stylize('<ref *' + reference + '>', 'special');
        base = base === '' ? reference : reference + ' ' + base;
    }
    return lay(ctx, output, base, shape.braces, shape.isList, level + 1, value);
}

/* ------------------------------------------------------------------------------- entry */

/* One literal, because making it member by member takes several times as long. */
function newContext() {
    return {
        seen: [], circular: [], indentationLvl: 0, currentDepth: 0, stylize: plainStyle,
        showHidden: defaults.showHidden, depth: defaults.depth, colors: defaults.colors,
        customInspect: defaults.customInspect, showProxy: defaults.showProxy,
        maxArrayLength: defaults.maxArrayLength, maxStringLength: defaults.maxStringLength,
        breakLength: defaults.breakLength, compact: defaults.compact, sorted: defaults.sorted,
        getters: defaults.getters
    };
}

function makeContext(options) {
    var ctx = newContext();
    /* Own words of the caller that are no options of ours reach custom methods too. */
    for (var i = 0, names = options ? p.keys(options) : []; i < names.length; i++)
        ctx[names[i]] = options[names[i]];
    if (ctx.colors)
        ctx.stylize = colorStyle;
    if (ctx.maxArrayLength === null)
        ctx.maxArrayLength = Infinity;
    if (ctx.maxStringLength === null)
        ctx.maxStringLength = Infinity;
    if (ctx.depth === Infinity)
        ctx.depth = null;
    return ctx;
}

/* inspect(value, options), or the old inspect(value, showHidden, depth, colors). */
function inspect(value, options, depth, colors) {
    if (typeof options === 'boolean') {
        options = { showHidden: options };
        if (depth !== undefined)
            options.depth = depth;
        if (colors !== undefined)
            options.colors = colors;
    }
    if (options === undefined && typeof value === 'number')
        return p.is(value, -0) ? '-0' : '' + value;
    return formatValue(makeContext(options), value, 0);
}

inspect.custom = custom;
inspect.colors = colors;
inspect.styles = styles;
inspect.defaultOptions = defaults;
exports.inspect = inspect;

exports.formatNumber = formatNumber;
exports.formatPrimitive = formatPrimitive;
exports.formatMember = formatMember;
exports.formatContent = formatContent;
exports.formatValue = formatValue;
exports.prefix = prefix;
exports.keysOf = keysOf;
