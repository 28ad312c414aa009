/* SPDX-License-Identifier: MIT
 * process_more.js - parts of process that few programs ask for. */
'use strict';

var p = require('primordials');
var leftOut = require('left_out');

exports.install = function install(process) {
    process.execArgv = [];
    process.release = { name: 'jsrun' };
    process.config = { target_defaults: {}, variables: {} };
    process.features = {};

    process.getgroups = function getgroups() {
        if (sys.isBuilding())
            return [];
        var match = p.regexpExec(/^Groups:\s*(.*?)\s*$/m,
            require('fs').readFileSync('/proc/self/status', 'utf8'));
        return match === null || match[1] === '' ? [] :
            p.arrayMap(p.stringSplit(match[1], ' '), p.Number);
    };

    /* Microseconds, from ticks of which a second has a hundred. */
    process.cpuUsage = function cpuUsage(since) {
        if (sys.isBuilding())
            return { user: 0, system: 0 };
        var text = require('fs').readFileSync('/proc/self/stat', 'utf8');
        var fields = p.stringSplit(p.stringSlice(text, p.stringLastIndexOf(text, ')') + 2), ' ');
        return { user: fields[11] * 1e4 - (since ? since.user : 0),
            system: fields[12] * 1e4 - (since ? since.system : 0) };
    };

    process.reallyExit = function reallyExit(code) {
        sys.exit(code | 0);
    };

    /* Variables of a file, where the environment does not have them. */
    process.loadEnvFile = function loadEnvFile(file) {
        var vars = require('util_more').parseEnv(
            require('fs').readFileSync(file === undefined ? '.env' : file, 'utf8'));
        p.arrayForEach(p.keys(vars), function (name) {
            if (process.env[name] === undefined)
                process.env[name] = vars[name];
        });
    };

    leftOut.add(process, 'process', 'setuid setgid seteuid setegid setgroups initgroups',
        "use the options 'uid' and 'gid' of child_process");
    leftOut.add(process, 'process', 'dlopen binding', 'there are no native add-ons');
    leftOut.add(process, 'process', 'resourceUsage', 'use process.cpuUsage()');
    leftOut.add(process, 'process', 'setUncaughtExceptionCaptureCallback',
        "use process.on('uncaughtException')");
    leftOut.add(process, 'process', 'send disconnect', 'use pipes');
};
