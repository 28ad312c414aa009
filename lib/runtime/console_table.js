/* SPDX-License-Identifier: MIT
 * console_table.js - rows of objects as a table with box-drawing lines. */
'use strict';

var p = require('primordials');
var collections = require('collections');
var inspect = require('inspect').inspect;
var text = require('inspect_text');

function width(str) {
    return text.width(text.stripColors(str));
}

var push = p.arrayPush;
var hasOwn = p.objectHasOwnProperty;

function cell(value) {
    var depth = value !== null && typeof value === 'object' && !p.isArray(value) &&
        p.keys(value).length > 2 ? -1 : 0;
    return inspect(value, { depth: depth, maxArrayLength: 3, breakLength: Infinity });
}

function isPrimitive(value) {
    return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

/* { heads, columns }: the column of each property that any row has, in order of first use. */
function collect(data, wanted) {
    var rows = p.keys(data);
    var heads = ['(index)'];
    var columns = [rows];
    var values = [];
    var hasValues = false;
    for (var i = 0; i < rows.length; i++) {
        var item = data[rows[i]];
        if (wanted === undefined && isPrimitive(item)) {
            hasValues = true;
            values[i] = cell(item);
            continue;
        }
        var names = wanted || p.keys(item);
        for (var j = 0; j < names.length; j++) {
            var at = p.arrayIndexOf(heads, names[j], 1);
            if (at < 0) {
                at = push(heads, names[j]) - 1;
                push(columns, []);
            }
            if (!isPrimitive(item) && hasOwn(item, names[j]))
                columns[at][i] = cell(item[names[j]]);
        }
    }
    if (hasValues) {
        push(heads, 'Values');
        push(columns, values);
    }
    return { heads: heads, columns: columns, count: rows.length };
}

function columnWidth(head, column, count) {
    var widest = width(head);
    for (var i = 0; i < count; i++)
        if (column[i] !== undefined)
            widest = p.max(widest, width(column[i]));
    return widest + 2;
}

function row(cells, widths) {
    return '│' + p.arrayJoin(p.arrayMap(cells, function (str, i) {
        str = str === undefined ? '' : str;
        return ' ' + str + p.stringRepeat(' ', widths[i] - width(str) - 1);
    }), '│') + '│\n';
}

function line(left, middle, right, widths) {
    return left + p.arrayJoin(p.arrayMap(widths, function (n) {
        return p.stringRepeat('─', n);
    }), middle) + right;
}

/* A map or a set: each value has a number, and in a map its key. */
function collectItems(data, kind) {
    var items = kind === 'Map' ? collections.entriesOf(data) : collections.valuesOf(data);
    var heads = ['(iteration index)'];
    var columns = [p.arrayMap(items, function (item, i) { return p.String(i); })];
    if (kind === 'Map') {
        push(heads, 'Key');
        push(columns, p.arrayMap(items, function (item) { return cell(item[0]); }));
    }
    push(heads, 'Values');
    push(columns, p.arrayMap(items, function (item) {
        return cell(kind === 'Map' ? item[1] : item);
    }));
    return { heads: heads, columns: columns, count: items.length };
}

exports.render = function render(data, wanted) {
    var kind = collections.kindOf(data);
    var table = kind === 'Map' || kind === 'Set' ? collectItems(data, kind) : collect(data, wanted);
    var widths = p.arrayMap(table.columns, function (column, i) {
        return columnWidth(table.heads[i], column, table.count);
    });
    var out = line('┌', '┬', '┐\n', widths) + row(table.heads, widths) +
        line('├', '┼', '┤\n', widths);
    for (var i = 0; i < table.count; i++)
        out += row(p.arrayMap(table.columns, function (column) { return column[i]; }), widths);
    return out + line('└', '┴', '┘', widths);
};
