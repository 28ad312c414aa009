print(ts.transpileModule('const f = (x: number): string => `${x}`;', {}).outputText);
