/* SPDX-License-Identifier: MIT
 * fs_dir.js - fs.opendirSync: an open folder, whose names are read when it is opened. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var args = require('fs_path');
var handles = require('handles');
var stats = require('fs_stats');

var lastKey = 0;

function namesOf(path) {
    try {
        return sys.fsReaddir(path);
    } catch (err) {
        err.message = p.stringReplace(err.message, /, scandir '/, ", opendir '");
        err.syscall = 'opendir';
        throw err;
    }
}

function Dir(path) {
    p.defineHidden(this, '_path', path);
    p.defineHidden(this, '_names', namesOf(path)); /* name, letter, name, letter ... */
    p.defineHidden(this, '_at', 0);
    p.defineHidden(this, '_key', 'dir' + ++lastKey);
}

exports.Dir = Dir;

function checkOpen(dir) {
    if (dir._names === null)
        throw errors.coded(p.Error, 'ERR_DIR_CLOSED', 'Directory handle was closed');
}

p.defineGetter(Dir.prototype, 'path', function path() {
    return this._path;
});

/* The next entry, null after the last one. */
Dir.prototype.readSync = function readSync() {
    checkOpen(this);
    if (this._at >= this._names.length)
        return null;
    var entry = stats.makeDirent(this._names[this._at], this._path, this._names[this._at + 1]);
    this._at += 2;
    return entry;
};

Dir.prototype.closeSync = function closeSync() {
    checkOpen(this);
    this._names = null;
    handles.remove(this._key);
};

/* The directive keeps the caller on the stack, which a refusal shows. */
exports.opendirSync = function opendirSync(path, options) {
    'use duk notail';
    path = args.checkPath(path);
    args.getOptions(options, { encoding: 'utf8' });
    var dir = new Dir(path);
    handles.add(dir._key, {
        object: dir,
        what: "the open folder '" + path + "'",
        remedy: 'close it before the snapshot and open it again after boot'
    });
    return dir;
};
