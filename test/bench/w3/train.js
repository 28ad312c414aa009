/* Another line than main.js has: what a blob is laid out by. */
print(ts.transpileModule('class Point { private x: number = 1; get(): string { return "x" + this.x; } }',
    { compilerOptions: { newLine: ts.NewLineKind.LineFeed } }).outputText);
