/* SPDX-License-Identifier: MIT
 * os.js - the os module. */
'use strict';

var p = require('primordials');
var constants = require('constants');
var errors = require('errors');

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

/* Of the system's list of users; without an entry there, node throws. */
exports.userInfo = function userInfo() {
    var words = sys.userInfo();
    var ids = sys.ids();
    if (words === undefined) {
        var err = errors.coded(p.Error, 'ERR_SYSTEM_ERROR', 'A system error occurred: ' +
            'uv_os_get_passwd returned ENOENT (no such file or directory)');
        err.name = 'SystemError';
        throw err;
    }
    return p.assign(p.create(null), { uid: ids[1], gid: ids[3], username: words[0],
        homedir: words[1], shell: words[2] });
};

/* A build is told of a machine that does nothing. */
exports.loadavg = function loadavg() {
    if (sys.isBuilding())
        return [0, 0, 0];
    return p.arrayMap(p.arraySlice(p.stringSplit(
        require('fs').readFileSync('/proc/loadavg', 'utf8'), ' '), 0, 3), p.Number);
};

require('left_out').add(exports, 'os', 'networkInterfaces getPriority setPriority',
    "run 'ip' or 'nice' with child_process");
