/* SPDX-License-Identifier: MIT
 * os.js - the os module. */
'use strict';

var p = require('primordials');
var constants = require('constants');

exports.EOL = '\n';
exports.devNull = '/dev/null';
exports.constants = { signals: constants.signals };

function getenv(name) {
    return require('env').object[name];
}

exports.arch = function arch() {
    return sys.arch();
};
exports.platform = function platform() {
    return 'linux';
};
exports.endianness = function endianness() {
    return 'LE';
};
exports.type = function type() {
    return sys.uname()[0];
};
exports.hostname = function hostname() {
    return sys.uname()[1];
};
exports.release = function release() {
    return sys.uname()[2];
};
exports.version = function version() {
    return sys.uname()[3];
};
exports.machine = function machine() {
    return sys.uname()[4];
};
exports.totalmem = function totalmem() {
    return sys.sysinfo()[0];
};
exports.freemem = function freemem() {
    return sys.sysinfo()[1];
};
exports.uptime = function uptime() {
    return sys.sysinfo()[2];
};
exports.availableParallelism = function availableParallelism() {
    return sys.sysinfo()[3];
};

/* One entry a processor, with nothing in it that this module does not find out. */
exports.cpus = function cpus() {
    var list = [];
    for (var i = sys.sysinfo()[3]; i > 0; i--)
        p.arrayPush(list, {
            model: 'unknown', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 }
        });
    return list;
};

exports.homedir = function homedir() {
    return getenv('HOME') || sys.homedir();
};

exports.tmpdir = function tmpdir() {
    var path = getenv('TMPDIR') || getenv('TMP') || getenv('TEMP') || '/tmp';
    return path.length > 1 && p.stringEndsWith(path, '/') ? p.stringSlice(path, 0, -1) : path;
};
