// SPDX-License-Identifier: MIT
// A server that has a cache's files and does not serve them as it should: node liar.js FOLDER
// PORT-FILE.  The first part of an address says what goes wrong.
'use strict';
var fs = require('fs'), path = require('path');
var root = process.argv[2], large = 100000;

function file(name) {
    try {
        return fs.readFileSync(path.join(root, name));
    } catch (e) {
        return null;
    }
}

// Another entry than the one that was asked for.
function other(name) {
    return fs.readdirSync(path.join(root, 'ac')).filter(function (n) { return n !== path.basename(name); })[0];
}

var ways = {
    good: function (response, data) { response.end(data); },
    bytes: function (response, data) { data[data.length >> 1] ^= 1; response.end(data); },
    half: function (response, data) { response.end(data.subarray(0, data.length >> 1)); },
    more: function (response, data) { response.end(Buffer.concat([data, data])); },
    truncated: function (response, data) {
        response.writeHead(200, { 'Content-Length': data.length });
        response.write(data.subarray(0, data.length >> 1), function () { response.destroy(); });
    },
    hang: function () {},
    error: function (response) { response.writeHead(500); response.end(); },
    missing: function (response) { response.writeHead(404); response.end(); },
    other: function (response, data, name) {
        response.end(/^\/ac/.test(name) ? file('ac/' + other(name)) : data);
    },
    junk: function (response) { response.end('<html>login</html>'); },
    loop: function (response, data, name, request) {
        response.writeHead(302, { Location: request.url });
        response.end();
    },
    moved: function (response, data, name) {
        response.writeHead(307, { Location: '/good' + name });
        response.end('moved to elsewhere');
    }
};

var server = require('http').createServer(function (request, response) {
    var parts = /^\/([a-z]+)(-all)?(\/.*)$/.exec(request.url), data = file(parts[3]);
    if (request.method === 'PUT') {
        request.resume().on('end', function () { response.writeHead(403); response.end(); });
        return;
    }
    if (!data && parts[1] !== 'loop' && parts[1] !== 'hang')
        return ways.missing(response);
    if (parts[2] || data.length > large)
        ways[parts[1]](response, data, parts[3], request);
    else
        response.end(data);
});
server.listen(0, '127.0.0.1', function () { fs.writeFileSync(process.argv[3], server.address().port + '\n'); });
