// The TypeScript compiler: warmed and given sources before; transpiles, parses and checks after.
var options = {
    compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.CommonJS, noEmitHelpers: true }
};
var first = ts.transpileModule(
    'class A<T> { constructor(private x: T) {} get v(): T { return this.x; } }',
    options
).outputText;
var file = ts.createSourceFile(
    'a.ts',
    'interface P { x: number }\nenum E { A, B = 5, C }\nexport const f = (p: P) => `v=${p.x}`;\n',
    ts.ScriptTarget.ES2015,
    true
);
var lib =
    'interface Array<T> { length: number; [n: number]: T } interface Boolean {} interface Function {} interface CallableFunction {} interface NewableFunction {} interface IArguments {} interface Number { toFixed(n?: number): string } interface Object {} interface RegExp {} interface String { charAt(n: number): string; length: number }';
var files = {};
function host() {
    return {
        getSourceFile: function (n) {
            return n === 'lib.d.ts' ? libFile : files[n];
        },
        getDefaultLibFileName: function () {
            return 'lib.d.ts';
        },
        writeFile: function () {},
        getCurrentDirectory: function () {
            return '';
        },
        getDirectories: function () {
            return [];
        },
        getCanonicalFileName: function (n) {
            return n;
        },
        useCaseSensitiveFileNames: function () {
            return true;
        },
        getNewLine: function () {
            return '\n';
        },
        fileExists: function (n) {
            return n in files;
        },
        readFile: function () {
            return '';
        }
    };
}
var libFile = ts.createSourceFile('lib.d.ts', lib, ts.ScriptTarget.ES5, true);
files['m.ts'] = ts.createSourceFile(
    'm.ts',
    'let n: number = 1; let s: string = n; s.charAt("x"); function g(a: number): string { return a; }',
    ts.ScriptTarget.ES5,
    true
);
var program = ts.createProgram(['m.ts'], { target: 1 }, host());
print(ts.version, first.split('\n').length, file.statements.length);
