/* SPDX-License-Identifier: MIT
 * assert.js - the assert module. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var equality = require('deep_equal');
var inspect = require('inspect').inspect;
var difference = require('assert_diff').difference;

/* ------------------------------------------------------------------------- the error */

var shown = {
    '==': function (e) { return e.actualText + ' == ' + e.expectedText; },
    '!=': function (e) { return e.actualText + ' != ' + e.expectedText; },
    strictEqual: difference('Expected values to be strictly equal:'),
    deepStrictEqual: difference('Expected values to be strictly deep-equal:'),
    deepEqual: function (e) {
        return 'Expected values to be loosely deep-equal:\n\n' + e.actualText +
            '\n\nshould loosely deep-equal\n\n' + e.expectedText;
    },
    notStrictEqual: function (e) {
        return typeof e.actual === 'object' && e.actual !== null || typeof e.actual === 'function' ?
            'Expected "actual" not to be reference-equal to "expected":' + after(e.actualText) :
            'Expected "actual" to be strictly unequal to:' + after(e.actualText);
    },
    notDeepStrictEqual: function (e) {
        return 'Expected "actual" not to be strictly deep-equal to:' + after(e.actualText);
    },
    notDeepEqual: function (e) {
        return 'Expected "actual" not to be loosely deep-equal to:' + after(e.actualText, '');
    }
};

function after(text, end) {
    if (!p.stringIncludes(text, '\n'))
        return ' ' + text;
    return '\n\n' + text + (end === undefined ? '\n' : end);
}

function textOf(value) {
    return inspect(value, {
        compact: false, sorted: true, maxArrayLength: Infinity, depth: 1000, breakLength: Infinity
    });
}

function generate(actual, expected, operator) {
    return (shown[operator] || shown['=='])({
        actual: actual, expected: expected, operator: operator,
        actualText: textOf(actual), expectedText: textOf(expected)
    });
}

function assertionToString() {
    return this.name + ' [' + this.code + ']: ' + this.message;
}

function AssertionError(options) {
    errors.checkObject(options, 'options');
    var given = options.message !== undefined && options.message !== null;
    var err = new p.Error(given ? p.String(options.message) :
        generate(options.actual, options.expected, options.operator));
    p.setPrototypeOf(err, AssertionError.prototype);
    err.generatedMessage = !given;
    err.code = 'ERR_ASSERTION';
    err.actual = options.actual;
    err.expected = options.expected;
    err.operator = options.operator;
    return err;
}

AssertionError.prototype = p.create(p.Error.prototype);
p.defineHidden(AssertionError.prototype, 'constructor', AssertionError);
p.defineHidden(AssertionError.prototype, 'name', 'AssertionError');
p.defineHidden(AssertionError.prototype, 'toString', assertionToString);

/* A message that is an error is thrown itself; without one, `generated` may be the text. */
function fail(actual, expected, message, operator, generated) {
    if (p.isError(message))
        throw message;
    var err = new AssertionError({
        message: message === undefined ? generated : message,
        actual: actual, expected: expected, operator: operator
    });
    if (message === undefined)
        err.generatedMessage = true;
    throw err;
}

function need(args, count) {
    if (args.length < count)
        throw errors.coded(p.TypeError, 'ERR_MISSING_ARGS',
            'The "actual" and "expected" arguments must be specified');
}

/* ------------------------------------------------------------------------- comparisons */

function assert(value, message) {
    if (!value)
        failOk(value, message, arguments.length);
}

function failOk(value, message, count) {
    if (count === 0)
        message = 'No value argument passed to `assert.ok()`';
    fail(value, true, message, '==');
}

assert.ok = function ok(value, message) {
    if (!value)
        failOk(value, message, arguments.length);
};

assert.fail = function fail(message) {
    if (p.isError(message))
        throw message;
    var err = new AssertionError({
        message: message === undefined ? 'Failed' : message, operator: 'fail'
    });
    err.generatedMessage = message === undefined;
    throw err;
};

function addComparison(name, operator, test) {
    assert[name] = function (actual, expected, message) {
        need(arguments, 2);
        if (!test(actual, expected))
            fail(actual, expected, message, operator);
    };
    p.defineProperty(assert[name], 'name', { value: name });
}

function not(test) {
    return function (a, b) { return !test(a, b); };
}

function looseEqual(a, b) {
    return a == b || (a !== a && b !== b);
}

addComparison('equal', '==', looseEqual);
addComparison('notEqual', '!=', not(looseEqual));
addComparison('strictEqual', 'strictEqual', p.is);
addComparison('notStrictEqual', 'notStrictEqual', not(p.is));
addComparison('deepEqual', 'deepEqual', equality.isDeepEqual);
addComparison('notDeepEqual', 'notDeepEqual', not(equality.isDeepEqual));
addComparison('deepStrictEqual', 'deepStrictEqual', equality.isDeepStrictEqual);
addComparison('notDeepStrictEqual', 'notDeepStrictEqual', not(equality.isDeepStrictEqual));

assert.ifError = function ifError(value) {
    if (value === null || value === undefined)
        return;
    var text = p.isError(value) ? value.message || value.name : inspect(value);
    throw new AssertionError({
        actual: value, expected: null, operator: 'ifError',
        message: 'ifError got unwanted exception: ' + text
    });
};

function addMatch(name, wanted, sentence) {
    assert[name] = function (string, regexp, message) {
        if (p.classOf(regexp) !== 'RegExp')
            throw errors.invalidArgType('regexp', 'an instance of RegExp', regexp);
        if (typeof string === 'string' && p.regexpTest(regexp, string) === wanted)
            return;
        fail(string, regexp, message, name, typeof string !== 'string' ?
            'The "string" argument must be of type string. Received ' + errors.describe(string) :
            sentence + ' ' + inspect(regexp) + '. Input:\n\n' + inspect(string) + '\n');
    };
    p.defineProperty(assert[name], 'name', { value: name });
}

addMatch('match', true, 'The input did not match the regular expression');
addMatch('doesNotMatch', false, 'The input was expected to not match the regular expression');

/* -------------------------------------------------------------------------- exceptions */

function catchFrom(fn) {
    errors.checkFunction(fn, 'fn');
    try {
        fn();
    } catch (err) {
        return { error: err };
    }
    return undefined;
}

function missing(expected, message, operator) {
    var text = 'Missing expected ' + (operator === 'rejects' ? 'rejection' : 'exception');
    if (expected && expected.name)
        text += ' (' + expected.name + ')';
    text += message ? ': ' + message : '.';
    throw new AssertionError({ expected: expected, operator: operator, message: text });
}

/* Each member of `expected` must be in the error; a regular expression tests its text. */
function compareMembers(err, expected, message) {
    var keys = p.keys(expected);
    if (p.isError(expected))
        p.arrayPush(keys, 'name', 'message');
    for (var i = 0; i < keys.length; i++) {
        var want = expected[keys[i]];
        if (typeof err[keys[i]] === 'string' && p.classOf(want) === 'RegExp' &&
            p.regexpTest(want, err[keys[i]]))
            continue;
        if (err === null || !(keys[i] in err) || !equality.isDeepStrictEqual(err[keys[i]], want))
            fail(err, expected, message, 'throws', generate(err, expected, 'deepStrictEqual'));
    }
}

function isClass(value) {
    return value.prototype !== undefined;
}

function checkThrown(err, expected, message) {
    if (expected === undefined)
        return;
    if (p.classOf(expected) === 'RegExp') {
        if (!p.regexpTest(expected, p.String(err)))
            fail(err, expected, message, 'throws',
                'The input did not match the regular expression ' + inspect(expected) +
                '. Input:\n\n' + inspect(p.String(err)) + '\n');
    } else if (typeof expected !== 'function') {
        compareMembers(err, expected, message);
    } else if (isClass(expected) && err instanceof expected) {
        return;
    } else if (p.objectIsPrototypeOf(p.Error, expected) || expected === p.Error ||
        p.objectIsPrototypeOf(p.Error.prototype, expected.prototype)) {
        fail(err, expected, message, 'throws', 'The error is expected to be an instance of "' +
            expected.name + '". Received "' + (err && err.constructor && err.constructor.name) +
            '"\n\nError message:\n\n' + (err && err.message));
    } else {
        checkWith(expected, err, message);
    }
}

function checkWith(validate, err, message) {
    var result = p.apply(validate, {}, [err]);
    if (result !== true)
        fail(err, validate, message, 'throws', 'The ' +
            (validate.name ? '"' + validate.name + '" ' : '') +
            'validation function is expected to return "true". Received ' + inspect(result) +
            (p.isError(err) ? '\n\nCaught error:\n\n' + err : ''));
}

assert.throws = function throws(fn, expected, message) {
    var caught = catchFrom(fn);
    if (typeof expected === 'string') {
        message = expected;
        expected = undefined;
    }
    if (caught === undefined)
        missing(expected, message, 'throws');
    checkThrown(caught.error, expected, message);
};

assert.doesNotThrow = function doesNotThrow(fn, expected, message) {
    var caught = catchFrom(fn);
    if (caught === undefined)
        return;
    if (typeof expected === 'string')
        message = expected;
    throw new AssertionError({
        actual: caught.error, expected: expected, operator: 'doesNotThrow',
        message: 'Got unwanted exception' + (message ? ': ' + message : '.') +
            '\nActual message: "' + (caught.error && caught.error.message) + '"'
    });
};

/* The same for promises, and for functions that make one. */
function settled(promise, then) {
    if (typeof globalThis.Promise !== 'function')
        throw require('left_out').error('assert.rejects()', 'use assert.throws()');
    return new globalThis.Promise(function (resolve) {
        resolve(typeof promise === 'function' ? promise() : promise);
    }).then(function () { return then(undefined); }, function (err) {
        return then({ error: err });
    });
}

assert.rejects = function rejects(promise, expected, message) {
    return settled(promise, function (caught) {
        if (caught === undefined)
            missing(typeof expected === 'string' ? undefined : expected,
                typeof expected === 'string' ? expected : message, 'rejects');
        assert.throws(function () { throw caught.error; }, expected, message);
    });
};

assert.doesNotReject = function doesNotReject(promise, expected, message) {
    return settled(promise, function (caught) {
        assert.doesNotThrow(function () {
            if (caught !== undefined)
                throw caught.error;
        }, expected, message);
    });
};

assert.AssertionError = AssertionError;

/* `assert.strict`: the short names mean the strict comparisons. */
assert.strict = function strict(value, message) {
    if (!value)
        failOk(value, message, arguments.length);
};
p.assign(assert.strict, assert, {
    equal: assert.strictEqual, notEqual: assert.notStrictEqual,
    deepEqual: assert.deepStrictEqual, notDeepEqual: assert.notDeepStrictEqual
});
assert.strict.strict = assert.strict;

module.exports = assert;
