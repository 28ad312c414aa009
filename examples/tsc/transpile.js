// SPDX-License-Identifier: MIT
// The program of the blob: TypeScript files to JavaScript.
//
// usage: jsrun --snapshot tsc.bin [-- -o FOLDER] file.ts ...
'use strict';

(function () {
    var fs = require('fs');
    var path = require('path');
    var snapshot = require('v8').startupSnapshot;
    var options = {
        target: ts.ScriptTarget.ES5, module: ts.ModuleKind.CommonJS, downlevelIteration: true
    };

    function where(diagnostic) {
        var at = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
        return diagnostic.file.fileName + ':' + (at.line + 1) + ':' + (at.character + 1);
    }

    function report(diagnostic) {
        console.error('%s: TS%d: %s', where(diagnostic), diagnostic.code,
            ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
        process.exitCode = 1;
    }

    function transpile(text, file) {
        var result = ts.transpileModule(text,
            { compilerOptions: options, fileName: file, reportDiagnostics: true });
        result.diagnostics.forEach(report);
        return result.outputText;
    }

    function main() {
        var words = process.argv.slice(2);
        var folder = words[0] === '-o' ? words.splice(0, 2)[1] : undefined;
        if (words.length === 0) {
            console.error('usage: jsrun --snapshot tsc.bin [-- -o FOLDER] file.ts ...');
            process.exit(9);
        }
        words.forEach(function (file) {
            var code = transpile(fs.readFileSync(file, 'utf8'), file);
            if (folder === undefined)
                process.stdout.write(code);
            else
                fs.writeFileSync(path.join(folder, path.basename(file).replace(/\.tsx?$/, '') + '.js'), code);
        });
    }

    /* Once while the blob is made: tables that the compiler fills at first use are then in it. */
    transpile('class A<T> { constructor(private x: T) {} *f() { yield `${this.x}`; } }', 'warm.ts');
    snapshot.setDeserializeMainFunction(main);
})();
