/* The newline is named, for it would be that of the system that the compiler finds. */
print(ts.transpileModule('const f = (x: number): string => `${x}`;',
    { compilerOptions: { newLine: ts.NewLineKind.LineFeed } }).outputText);
