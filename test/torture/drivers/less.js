// SPDX-License-Identifier: MIT
//
// Translates the package's own test sheets, which import others: `files` holds them all.
var createLess = $require(0), AbstractFileManager = null, less;
function Files() {}
less = createLess({
    encodeBase64: function (text) { return Duktape.enc('base64', text); },
    mimeLookup: function () { return 'text/plain'; },
    charsetLookup: function () { return 'utf-8'; }
}, []);
AbstractFileManager = less.AbstractFileManager;
Files.prototype = new AbstractFileManager();
Files.prototype.supports = Files.prototype.supportsSync = function () { return true; };
Files.prototype.loadFileSync = function (name, folder) {
    var path = (folder || '') + name, found = files[path] || files[path + '.less'] || files[name] || files[name + '.less'];
    if (found === undefined)
        return { error: { type: 'File', message: "'" + path + "' wasn't found" } };
    return { contents: found, filename: files[path] ? path : path + '.less' };
};
Files.prototype.loadFile = function (name, folder, options, environment, callback) {
    var found = this.loadFileSync(name, folder);
    if (found.error)
        return callback(found.error);
    return callback(null, found);
};
less.environment.addFileManager(new Files());
less.functions.functionRegistry.addMultiple({
    add: function (a, b) { return new less.tree.Dimension(a.value + b.value); },
    increment: function (a) { return new less.tree.Dimension(a.value + 1); },
    _color: function (text) { return text.value === 'evil red' ? new less.tree.Color('600') : undefined; }
});
function show(name) {
    less.render(files[name], { filename: name, syncImport: true, strictMath: true, silent: true }, function (error, output) {
        print('== ' + name);
        print(error ? error.type + ' ' + error.message + ' ' + error.line : output.css);
    });
}
for (var sheet = 0; sheet < names.length; sheet++) {
    show(names[sheet]);
}
