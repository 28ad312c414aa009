// SPDX-License-Identifier: MIT
// schema.js SCHEMA FILE: what in a file a JSON Schema does not allow; of its words those that ours
// use, any other is an error.
'use strict';
const fs = require('fs');
const [schema, value] = process.argv.slice(2, 4).map((name) => JSON.parse(fs.readFileSync(name, 'utf8')));
const errors = [];

const typeOf = (v) => (v === null ? 'null' : Array.isArray(v) ? 'array' :
    Number.isInteger(v) ? 'integer' : typeof v);
const isObject = (v) => typeOf(v) === 'object';
const fits = (v, type) => typeOf(v) === type || (type === 'number' && typeof v === 'number');

const words = {
    $schema: () => true,
    title: () => true,
    $defs: () => true,
    $ref: (v, ref, at) => check(v, schema.$defs[ref.replace('#/$defs/', '')], at),
    const: (v, wanted) => v === wanted,
    enum: (v, list) => list.includes(v),
    type: (v, types) => [].concat(types).some((type) => fits(v, type)),
    pattern: (v, text) => typeof v !== 'string' || new RegExp(text).test(v),
    minimum: (v, least) => typeof v !== 'number' || v >= least,
    oneOf: (v, list) => list.filter((one) => count(v, one) === 0).length === 1,
    required: (v, names) => !isObject(v) || names.every((name) => name in v),
    properties: (v, all, at) => !isObject(v) || Object.keys(all).every((name) => {
        if (name in v) check(v[name], all[name], `${at}.${name}`);
        return true;
    }),
    additionalProperties: (v, rule, at, of) => !isObject(v) || Object.keys(v).every((name) => {
        if (of.properties && name in of.properties) return true;
        if (rule !== false) check(v[name], rule, `${at}.${name}`);
        return rule !== false;
    }),
    items: (v, rule, at) => !Array.isArray(v) || v.every((one, i) => {
        check(one, rule, `${at}[${i}]`);
        return true;
    }),
};

function check(v, rule, at) {
    for (const word of Object.keys(rule)) {
        if (!words[word]) throw new Error(`the schema has '${word}'`);
        if (words[word](v, rule[word], at, rule) === false)
            errors.push(`${at}: ${word} ${JSON.stringify(rule[word])}: ${JSON.stringify(v).slice(0, 200)}`);
    }
}

function count(v, rule) {
    const before = errors.length;
    check(v, rule, '');
    return errors.splice(before).length;
}

check(value, schema, '$');
console.log(errors.join('\n') || 'fits');
process.exitCode = errors.length ? 1 : 0;
