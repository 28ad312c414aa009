/* SPDX-License-Identifier: MIT
 * crypto.js - the crypto module: digests and random numbers, nothing that takes a cipher. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var leftOut = require('left_out');
var nextTick = require('ticks').nextTick;

/* The numbers are those of enum jsb__digest_kind. */
var kinds = { md5: 0, sha1: 1, sha224: 2, sha256: 3, sha384: 4, sha512: 5 };
var ALGORITHMS = 'md5 sha1 sha224 sha256 sha384 sha512';

function kindOf(name) {
    var plain = p.stringReplace(p.stringToLowerCase(name), /^(?:rsa-)?sha-?/, 'sha');
    return p.objectHasOwnProperty(kinds, plain) ? kinds[plain] : undefined;
}

function Hash(kind) {
    p.defineHidden(this, '_state', sys.digestStart(kind));
    p.defineHidden(this, '_kind', kind);
}

function bytesOf(data, encoding, name) {
    if (typeof data === 'string')
        return encoding === undefined || encoding === 'utf8' || encoding === 'buffer' ? data :
            require('buffer').Buffer.from(data, encoding);
    if (!errors.isBytes(data))
        throw errors.invalidArgType(name,
            'of type string or an instance of Buffer, TypedArray, or DataView', data);
    return data;
}

Hash.prototype.update = function update(data, encoding) {
    if (this._state === null)
        throw errors.coded(p.Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    sys.digestAdd(this._state, bytesOf(data, encoding, 'data'));
    return this;
};

Hash.prototype.digest = function digest(encoding) {
    if (this._state === null)
        throw errors.coded(p.Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    var bytes = sys.digestEnd(this._state);
    this._state = null;
    return encoding === undefined || encoding === null || encoding === 'buffer' ? bytes :
        bytes.toString(encoding);
};

Hash.prototype.copy = function copy() {
    if (this._state === null)
        throw errors.coded(p.Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    var other = new Hash(this._kind);
    other._state = require('buffer').Buffer.from(this._state);
    return other;
};

exports.createHash = function createHash(algorithm) {
    errors.checkString(algorithm, 'algorithm');
    var kind = kindOf(algorithm);
    if (kind === undefined) {
        var err = new p.Error('Digest method not supported');
        err.code = 'ERR_OSSL_EVP_UNSUPPORTED';
        throw err;
    }
    return new Hash(kind);
};

exports.hash = function hash(algorithm, data, encoding) {
    return exports.createHash(algorithm).update(data).digest(encoding || 'hex');
};

exports.getHashes = function getHashes() {
    return p.stringSplit(ALGORITHMS, ' ');
};

/* --------------------------------------------------------------------- authentication */

function Hmac(algorithm, key) {
    var kind = kindOf(algorithm);
    var Buffer = require('buffer').Buffer;
    if (kind === undefined)
        throw errors.coded(p.TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest: ' + algorithm);
    var size = kind >= 4 ? 128 : 64;
    if (key.length > size)
        key = new Hash(kind).update(key).digest();
    var inner = Buffer.alloc(size, 0x36);
    var outer = Buffer.alloc(size, 0x5c);
    for (var i = 0; i < key.length; i++) {
        inner[i] ^= key[i];
        outer[i] ^= key[i];
    }
    p.defineHidden(this, '_inner', new Hash(kind).update(inner));
    p.defineHidden(this, '_outer', new Hash(kind).update(outer));
}

Hmac.prototype.update = function update(data, encoding) {
    this._inner.update(data, encoding);
    return this;
};

Hmac.prototype.digest = function digest(encoding) {
    return this._outer.update(this._inner.digest()).digest(encoding);
};

exports.createHmac = function createHmac(algorithm, key) {
    errors.checkString(algorithm, 'hmac');
    var Buffer = require('buffer').Buffer;
    if (typeof key !== 'string' && !errors.isBytes(key))
        throw errors.invalidArgType('key', 'of type string or an instance of ArrayBuffer, ' +
            'Buffer, TypedArray, DataView, KeyObject, or CryptoKey', key);
    return new Hmac(algorithm, typeof key === 'string' ? Buffer.from(key) :
        Buffer.from(key.buffer, key.byteOffset, key.byteLength));
};

exports.timingSafeEqual = function timingSafeEqual(a, b) {
    var names = ['buf1', 'buf2'];
    for (var i = 0; i < 2; i++)
        if (!errors.isBytes(arguments[i]))
            throw errors.coded(p.TypeError, 'ERR_INVALID_ARG_TYPE', 'The "' + names[i] +
                '" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.');
    if (a.byteLength !== b.byteLength)
        throw errors.coded(p.RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
            'Input buffers must have the same byte length');
    var Buffer = require('buffer').Buffer;
    var left = Buffer.from(a.buffer, a.byteOffset, a.byteLength);
    var right = Buffer.from(b.buffer, b.byteOffset, b.byteLength);
    for (var at = 0, difference = 0; at < left.length; at++)
        difference |= left[at] ^ right[at];
    return difference === 0;
};

/* ----------------------------------------------------------------------------- random */

exports.randomFillSync = function randomFillSync(bytes) {
    if (!errors.isBytes(bytes))
        throw errors.invalidArgType('buf', 'an instance of ArrayBuffer or ArrayBufferView', bytes);
    sys.randomFill(bytes);
    return bytes;
};

exports.randomBytes = function randomBytes(size, callback) {
    errors.checkNumber(size, 'size');
    if (!(size >= 0 && size <= 2147483647))
        throw errors.outOfRange('size', '>= 0 && <= 2147483647', size);
    if (callback !== undefined)
        errors.checkFunction(callback, 'callback');
    var bytes = exports.randomFillSync(require('buffer').Buffer.alloc(p.floor(size)));
    if (callback === undefined)
        return bytes;
    nextTick(callback, null, bytes);
    return undefined;
};

/* Below `range`, each as likely: numbers of the last, unfinished range are thrown away. */
function randomBelow(range) {
    var limit = 281474976710656 - 281474976710656 % range;
    for (;;) {
        var number = exports.randomBytes(6).readUIntBE(0, 6);
        if (number < limit)
            return number % range;
    }
}

function checkSafe(value, name) {
    if (!p.isInteger(value) || value > 9007199254740991 || value < -9007199254740991)
        throw errors.invalidArgType(name, 'a safe integer', value);
}

exports.randomInt = function randomInt(min, max, callback) {
    if (max === undefined || typeof max === 'function') {
        callback = max;
        max = min;
        min = 0;
    }
    checkSafe(min, 'min');
    checkSafe(max, 'max');
    if (max <= min)
        throw errors.outOfRange('max', 'greater than the value of "min" (' + min + ')', max);
    if (max - min > 281474976710655)
        throw errors.outOfRange('max - min', '<= 281474976710655', max - min);
    var number = min + randomBelow(max - min);
    if (callback === undefined)
        return number;
    nextTick(callback, undefined, number);
    return undefined;
};

exports.randomUUID = function randomUUID() {
    var bytes = exports.randomBytes(16);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    return p.stringReplace(bytes.toString('hex'), /^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/* The few functions of web programs. */
exports.webcrypto = { randomUUID: exports.randomUUID, getRandomValues: exports.randomFillSync };
exports.getRandomValues = exports.randomFillSync;

leftOut.add(exports, 'crypto', 'createCipheriv createDecipheriv createSign createVerify ' +
    'createPrivateKey createPublicKey createSecretKey createDiffieHellman createECDH ' +
    'generateKeyPairSync generateKeySync publicEncrypt privateDecrypt sign verify ' +
    'pbkdf2 pbkdf2Sync scrypt scryptSync hkdf hkdfSync getCiphers getCurves randomFill',
'run openssl with child_process');
