/* SPDX-License-Identifier: MIT
 * inspect_layout.js - puts formatted members on lines: one line if they fit, columns for
 * long arrays, else one member a line. */
'use strict';

var p = require('primordials');
var text = require('inspect_text');
var join = p.arrayJoin;
var push = p.arrayPush;

var SEPARATOR = 2; /* ", " */

function measure(ctx, output, count) {
    var sizes = { each: [], total: 0, longest: 0 };
    for (var i = 0; i < count; i++) {
        var width = text.width(ctx.colors ? text.stripColors(output[i]) : output[i]);
        push(sizes.each, width);
        sizes.total += width + SEPARATOR;
        if (width > sizes.longest)
            sizes.longest = width;
    }
    return sizes;
}

/* Columns that make the block about two and a half times as wide as it is high, when
 * short entries among long ones are allowed for. */
function countColumns(ctx, sizes, count, outputLength) {
    var actual = sizes.longest + SEPARATOR;
    if (actual * 3 + ctx.indentationLvl >= ctx.breakLength)
        return 1;
    if (sizes.total / actual <= 5 && sizes.longest > 6)
        return 1;
    var bias = p.sqrt(actual - sizes.total / outputLength);
    var biased = p.max(actual - 3 - bias, 1);
    return p.min(p.round(p.sqrt(2.5 * biased * count) / biased),
        p.floor((ctx.breakLength - ctx.indentationLvl) / actual), ctx.compact * 4, 15);
}

function columnWidths(sizes, columns, count) {
    var widths = [];
    for (var i = 0; i < columns; i++) {
        var widest = 0;
        for (var j = i; j < count; j += columns)
            if (sizes.each[j] > widest)
                widest = sizes.each[j];
        push(widths, widest + SEPARATOR);
    }
    return widths;
}

function isNumeric(value, length) {
    if (value === undefined)
        return true;
    for (var i = 0; i < length; i++)
        if (typeof value[i] !== 'number')
            return false;
    return true;
}

function formatRow(output, first, last, sizes, widths, numeric) {
    var row = '';
    for (var j = first; j < last - 1; j++) {
        var room = widths[j - first] + output[j].length - sizes.each[j];
        row += (numeric ? text.padStart : text.padEnd)(output[j] + ', ', room);
    }
    if (!numeric)
        return row + output[j];
    return row + text.padStart(output[j],
        widths[j - first] + output[j].length - sizes.each[j] - SEPARATOR);
}

/* Entries of an array in aligned columns; the same list where columns do not pay. */
function group(ctx, output, value) {
    var hasMore = ctx.maxArrayLength < output.length;
    var count = hasMore ? output.length - 1 : output.length;
    var sizes = measure(ctx, output, count);
    var columns = countColumns(ctx, sizes, count, output.length);
    if (columns <= 1)
        return output;
    var widths = columnWidths(sizes, columns, count);
    var numeric = isNumeric(value, output.length);
    var rows = [];
    for (var i = 0; i < count; i += columns)
        push(rows, formatRow(output, i, p.min(i + columns, count), sizes, widths, numeric));
    if (hasMore)
        push(rows, output[count]);
    return rows;
}

function fits(ctx, output, start, base) {
    var total = output.length + start;
    if (total + output.length > ctx.breakLength)
        return false;
    for (var i = 0; i < output.length; i++) {
        total += ctx.colors ? text.stripColors(output[i]).length : output[i].length;
        if (total > ctx.breakLength)
            return false;
    }
    return base === '' || !p.stringIncludes(base, '\n');
}

/* One line for what holds at most `compact` levels below it, if it fits. */
function onOneLine(ctx, output, base, braces) {
    var start = output.length + ctx.indentationLvl + braces[0].length + base.length + 10;
    if (!fits(ctx, output, start, base))
        return undefined;
    var joined = join(output, ', ');
    if (p.stringIncludes(joined, '\n'))
        return undefined;
    return (base ? base + ' ' : '') + braces[0] + ' ' + joined + ' ' + braces[1];
}

/* `compact: true`: all on one line, or the entries below each other within the braces. */
function layTight(ctx, output, base, braces) {
    var before = braces[0] + (base ? ' ' + base : '');
    if (fits(ctx, output, 0, base))
        return before + ' ' + join(output, ', ') + ' ' + braces[1];
    var indentation = '\n' + p.stringRepeat(' ', ctx.indentationLvl) + '  ';
    return before + (base === '' && braces[0].length === 1 ? ' ' : '\n' + indentation) +
        join(output, ',' + indentation) + ' ' + braces[1];
}

exports.lay = function lay(ctx, output, base, braces, isList, level, value) {
    if (ctx.compact === true)
        return layTight(ctx, output, base, braces);
    if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
        var entries = output.length;
        if (isList && entries > 6)
            output = group(ctx, output, value);
        if (ctx.currentDepth - level < ctx.compact && entries === output.length) {
            var line = onOneLine(ctx, output, base, braces);
            if (line !== undefined)
                return line;
        }
    }
    var indentation = '\n' + p.stringRepeat(' ', ctx.indentationLvl);
    return (base ? base + ' ' : '') + braces[0] + indentation + '  ' +
        join(output, ',' + indentation + '  ') + indentation + braces[1];
};
