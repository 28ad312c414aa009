/* SPDX-License-Identifier: MIT
 * parse_args.js - util.parseArgs(): words of a command line as options and the rest. */
'use strict';

var p = require('primordials');
var errors = require('errors');

function own(object, name) {
    return object !== undefined && object !== null && p.objectHasOwnProperty(object, name) ?
        object[name] : undefined;
}

function typeOf(options, name) {
    var type = own(own(options, name), 'type');
    return type === 'string' || type === 'boolean' ? type : undefined;
}

/* ---------------------------------------------------------------------------- config */

function checkDefault(config, name) {
    var value = config['default'];
    var where = 'options.' + name + '.default';
    var check = config.type === 'string' ? errors.checkString : errors.checkBoolean;
    if (value === undefined)
        return;
    if (!config.multiple) {
        check(value, where);
        return;
    }
    errors.checkArray(value, where);
    for (var i = 0; i < value.length; i++)
        check(value[i], where + '[' + i + ']');
}

function checkOption(config, name) {
    errors.checkObject(config, 'options.' + name);
    var type = own(config, 'type');
    if (type !== 'string' && type !== 'boolean')
        throw errors.invalidArgType('options.' + name + '.type', "('string|boolean')", type);
    if (own(config, 'short') !== undefined) {
        errors.checkString(config['short'], 'options.' + name + '.short');
        if (config['short'].length !== 1)
            throw errors.invalidArgValue('options.' + name + '.short', config['short'],
                'must be a single character');
    }
    if (own(config, 'multiple') !== undefined)
        errors.checkBoolean(config.multiple, 'options.' + name + '.multiple');
    if (own(config, 'default') !== undefined)
        checkDefault(config, name);
}

function orElse(value, fallback) {
    return value === undefined || value === null ? fallback : value;
}

function readConfig(config) {
    var strict = orElse(own(config, 'strict'), true);
    var read = {
        args: orElse(own(config, 'args'), p.arraySlice(require('process').object.argv, 2)),
        strict: strict,
        allowPositionals: orElse(own(config, 'allowPositionals'), !strict),
        allowNegative: orElse(own(config, 'allowNegative'), false),
        tokens: orElse(own(config, 'tokens'), false),
        options: orElse(own(config, 'options'), {})
    };
    errors.checkArray(read.args, 'args');
    errors.checkBoolean(read.strict, 'strict');
    errors.checkBoolean(read.allowPositionals, 'allowPositionals');
    errors.checkBoolean(read.tokens, 'tokens');
    errors.checkObject(read.options, 'options');
    p.arrayForEach(p.keys(read.options), function (name) {
        checkOption(read.options[name], name);
    });
    return read;
}

/* ---------------------------------------------------------------------------- tokens */

function longName(letter, options) {
    var names = p.keys(options);
    for (var i = 0; i < names.length; i++)
        if (own(options[names[i]], 'short') === letter)
            return names[i];
    return letter;
}

/* An option that stands alone takes the next word if it wants one. */
function takeAlone(state, name, word) {
    var token = { kind: 'option', name: name, rawName: word, index: state.index,
        value: undefined, inlineValue: undefined };
    if (typeOf(state.options, name) === 'string' && state.words.length > 0) {
        token.value = state.words[0];
        state.words = p.arraySlice(state.words, 1);
        token.inlineValue = false;
        state.index++;
    }
    p.arrayPush(state.tokens, token);
}

function takeInline(state, name, rawName, value) {
    p.arrayPush(state.tokens, { kind: 'option', name: name, rawName: rawName, index: state.index,
        value: value, inlineValue: true });
}

/* -abc becomes -a -b -c, as far as none of them takes the rest as its value. */
function expandGroup(state, word) {
    var expanded = [];
    for (var i = 1; i < word.length; i++) {
        if (typeOf(state.options, longName(word[i], state.options)) === 'string' &&
            i < word.length - 1) {
            p.arrayPush(expanded, '-' + p.stringSlice(word, i));
            break;
        }
        p.arrayPush(expanded, '-' + word[i]);
    }
    state.words = p.arrayConcat(expanded, state.words);
    state.group = expanded.length;
}

function takeShort(state, word) {
    var name = longName(word[1], state.options);
    if (word.length === 2)
        takeAlone(state, name, word);
    else if (typeOf(state.options, name) === 'string')
        takeInline(state, name, p.stringSlice(word, 0, 2), p.stringSlice(word, 2));
    else
        expandGroup(state, word);
}

function takeLong(state, word) {
    var equals = p.stringIndexOf(word, '=', 3);
    if (equals < 0)
        takeAlone(state, p.stringSlice(word, 2), word);
    else
        takeInline(state, p.stringSlice(word, 2, equals), p.stringSlice(word, 0, equals),
            p.stringSlice(word, equals + 1));
}

function takePositional(state, word) {
    p.arrayPush(state.tokens, { kind: 'positional', index: state.index, value: word });
}

function takeWord(state, word) {
    if (word.length > 2 && p.stringStartsWith(word, '--'))
        takeLong(state, word);
    else if (word.length > 1 && word[0] === '-' && word[1] !== '-')
        takeShort(state, word);
    else
        takePositional(state, word);
}

function tokenize(args, options) {
    var state = { words: p.arraySlice(args), options: options, tokens: [], index: -1, group: 0 };
    while (state.words.length > 0) {
        var word = '' + state.words[0];
        state.words = p.arraySlice(state.words, 1);
        if (state.group > 0)
            state.group--;
        else
            state.index++;
        if (word !== '--') {
            takeWord(state, word);
            continue;
        }
        p.arrayPush(state.tokens, { kind: 'option-terminator', index: state.index });
        for (; state.words.length > 0; state.words = p.arraySlice(state.words, 1)) {
            state.index++;
            takePositional(state, state.words[0]);
        }
    }
    return state.tokens;
}

/* ---------------------------------------------------------------------------- values */

function badValue(message) {
    return errors.coded(p.TypeError, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', message);
}

function unknownOption(config, token) {
    var hint = config.allowPositionals ? ". To specify a positional argument starting with a '-', " +
        "place it at the end of the command after '--', as in '-- " +
        p.jsonStringify(token.rawName) : '';
    return errors.coded(p.TypeError, 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
        "Unknown option '" + token.rawName + "'" + hint);
}

function checkUsage(config, token) {
    if (!p.objectHasOwnProperty(config.options, token.name))
        throw unknownOption(config, token);
    var letter = own(config.options[token.name], 'short');
    var shown = (letter ? '-' + letter + ', ' : '') + '--' + token.name;
    var type = typeOf(config.options, token.name);
    if (type === 'string' && typeof token.value !== 'string')
        throw badValue("Option '" + shown + " <value>' argument missing");
    if (type === 'boolean' && token.value !== undefined)
        throw badValue("Option '" + shown + "' does not take an argument");
}

function checkAmbiguous(token) {
    if (token.inlineValue || token.value === undefined || token.value.length < 2 ||
        token.value[0] !== '-')
        return;
    var raw = token.rawName;
    var example = p.stringStartsWith(raw, '--') ? "'" + raw + "=-XYZ'" :
        "'--" + token.name + "=-XYZ' or '" + raw + "-XYZ'";
    throw badValue("Option '" + raw + "' argument is ambiguous.\n" +
        "Did you forget to specify the option argument for '" + raw + "'?\n" +
        'To specify an option argument starting with a dash use ' + example + '.');
}

function store(config, values, name, value) {
    if (name === '__proto__')
        return;
    if (own(own(config.options, name), 'multiple')) {
        values[name] = values[name] || [];
        p.arrayPush(values[name], value);
    } else {
        values[name] = value;
    }
}

/* --no-color where `color` is an option that is true or false. */
function negated(config, token) {
    var name = p.stringStartsWith(token.name, 'no-') ? p.stringSlice(token.name, 3) : '';
    return config.allowNegative && token.value === undefined &&
        typeOf(config.options, name) === 'boolean' ? name : undefined;
}

function takeOption(config, values, token) {
    var name = negated(config, token);
    if (name !== undefined) {
        store(config, values, name, false);
        return;
    }
    if (config.strict) {
        checkUsage(config, token);
        checkAmbiguous(token);
    }
    store(config, values, token.name, token.value === undefined ? true : token.value);
}

function addDefaults(config, values) {
    p.arrayForEach(p.keys(config.options), function (name) {
        var value = own(config.options[name], 'default');
        if (value !== undefined && values[name] === undefined)
            values[name] = value;
    });
}

exports.parseArgs = function parseArgs(config) {
    config = readConfig(config === undefined ? {} : config);
    var tokens = tokenize(config.args, config.options);
    var result = { values: p.create(null), positionals: [] };
    if (config.tokens)
        result.tokens = tokens;
    p.arrayForEach(tokens, function (token) {
        if (token.kind === 'option')
            takeOption(config, result.values, token);
        if (token.kind !== 'positional')
            return;
        if (!config.allowPositionals)
            throw errors.coded(p.TypeError, 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
                "Unexpected argument '" + token.value +
                "'. This command does not take positional arguments");
        p.arrayPush(result.positionals, token.value);
    });
    addDefaults(config, result.values);
    return result;
};
