// The compiler after its first use.
var warm = ts.transpileModule('const f = (x: number) => `${x}`;', {
    compilerOptions: { target: 1 }
}).outputText;
