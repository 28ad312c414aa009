// SPDX-License-Identifier: MIT
// Functions that make promises, where there is a Promise.
var assert = require('assert');
var cp = require('child_process');
var EventEmitter = require('events');
var fs = require('fs');
var util = require('util');

var steps = [
    function () { return fs.promises.readFile('/dev/null', 'utf8'); },
    function () { return fs.promises.readFile('/missing'); },
    function () { return util.promisify(fs.access)('/'); },
    function () { return util.promisify(cp.exec)('echo hi'); },
    function () { return util.promisify(cp.exec)('echo hi; exit 2'); },
    function () { return util.promisify(setTimeout)(2, 'late'); },
    function () { return require('timers/promises').setImmediate('soon'); },
    function () { return assert.rejects(Promise.reject(new Error('x')), /x/); },
    function () { return assert.rejects(Promise.resolve(1)); },
    function () { return assert.doesNotReject(Promise.resolve(1)); },
    function () {
        var emitter = new EventEmitter();
        setTimeout(function () { emitter.emit('a', 1, 2); }, 2);
        return EventEmitter.once(emitter, 'a');
    },
    function () {
        return new Promise(function (resolve) {
            util.callbackify(function () { return Promise.reject(null); })(function (err) {
                resolve(err.code);
            });
        });
    }
];

function next(i) {
    if (i === steps.length)
        return;
    steps[i]().then(function (value) {
        console.log(i, 'value', value);
        next(i + 1);
    }, function (err) {
        console.log(i, 'error', err.code, err.message);
        next(i + 1);
    });
}

if (typeof Promise !== 'function')
    require(process.env.INPUTS + '/core-js-bundle');
next(0);
