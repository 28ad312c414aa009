/* SPDX-License-Identifier: MIT
 * inspect_collections.js - what util.inspect shows of maps, sets, promises and their kin. */
'use strict';

var p = require('primordials');
var collections = require('collections');

function core() {
    return require('inspect');
}

function content(ctx, value, level) {
    return value === undefined ? ctx.stylize('undefined', 'undefined') :
        core().formatContent(ctx, { value: value }, level);
}

function more(ctx, output, total) {
    var rest = total - p.max(0, ctx.maxArrayLength);
    if (rest > 0)
        p.arrayPush(output, '... ' + rest + ' more item' + (rest > 1 ? 's' : ''));
}

function limited(ctx, list) {
    return p.arraySlice(list, 0, p.min(p.max(0, ctx.maxArrayLength), list.length));
}

function mapItems(ctx, value, level, output) {
    var entries = collections.entriesOf(value);
    p.arrayForEach(limited(ctx, entries), function (entry) {
        p.arrayPush(output, content(ctx, entry[0], level) + ' => ' + content(ctx, entry[1], level));
    });
    more(ctx, output, entries.length);
}

function setItems(ctx, value, level, output) {
    var values = collections.valuesOf(value);
    p.arrayForEach(limited(ctx, values), function (each) {
        p.arrayPush(output, content(ctx, each, level));
    });
    more(ctx, output, values.length);
}

function promiseItems(ctx, value, level, output) {
    var inner = collections.promiseOf(value);
    if (inner.state === 'pending')
        p.arrayPush(output, ctx.stylize('<pending>', 'special'));
    else
        p.arrayPush(output, (inner.state === 'rejected' ?
            ctx.stylize('<rejected>', 'special') + ' ' : '') + content(ctx, inner.value, level));
}

function unknownItems(ctx, value, level, output) {
    p.arrayPush(output, ctx.stylize('<items unknown>', 'special'));
}

function shape(ctx, value, opening, items) {
    return { braces: [opening + '{', '}'], base: '', isList: false, items: items,
        keys: core().keysOf(ctx, value, false) };
}

function iteratorShape(kind) {
    return function (ctx, value) {
        var remaining = collections.remainingOf(value);
        return shape(ctx, value, '[' + kind + (remaining.isEntries ? ' Entries] ' : ' Iterator] '),
            function (inner, iterator, level, output) {
                p.arrayForEach(limited(inner, remaining.items), function (each) {
                    p.arrayPush(output, content(inner, each, level));
                });
                more(inner, output, remaining.items.length);
            });
    };
}

function sizedShape(kind, items, listOf) {
    return function (ctx, value, constructor, tag) {
        var size = listOf(value).length;
        var result = shape(ctx, value, core().prefix(constructor, tag, kind, '(' + size + ')'), items);
        return size === 0 && result.keys.length === 0 ? { whole: result.braces[0] + '}' } : result;
    };
}

function plainShape(kind, items) {
    return function (ctx, value, constructor, tag) {
        return shape(ctx, value, core().prefix(constructor, tag, kind), items);
    };
}

exports.addTo = function addTo(shapes) {
    var own = p.create(null);
    own.Map = sizedShape('Map', mapItems, collections.entriesOf);
    own.Set = sizedShape('Set', setItems, collections.valuesOf);
    own.Promise = plainShape('Promise', promiseItems);
    own.WeakMap = plainShape('WeakMap', unknownItems);
    own.WeakSet = plainShape('WeakSet', unknownItems);
    own['Map Iterator'] = iteratorShape('Map');
    own['Set Iterator'] = iteratorShape('Set');
    p.arrayForEach(p.keys(own), function (kind) {
        /* The tag alone says nothing: any object may have one. */
        shapes[kind] = function (ctx, value, constructor, tag) {
            return collections.kindOf(value) === kind ? own[kind](ctx, value, constructor, tag) :
                shapes.Object(ctx, value, constructor, tag);
        };
    });
};
