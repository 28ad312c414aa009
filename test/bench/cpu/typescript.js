/* SPDX-License-Identifier: MIT */
/* Transpiles 2,000 lines. */
(function () {
    var part = [
        '// ---- Part @ -------------------------------------------------------',
        '/**',
        ' * A part is made of what most files have: declarations and comments.',
        ' * @param name what it is called',
        ' */',
        '',
        'type Name@ = string | undefined;',
        'declare const fetch@: (url: string) => Promise<any>;',
        'const LIMIT@: number = 100;',
        'let total@ = 0;',
        '',
        '// Shapes have names and areas.',
        'interface Shape@ { name: string; area(scale?: number): number; }',
        'class Circle@ implements Shape@ {',
        '    private static count = 0;',
        '    constructor(public name: string, protected radius: number = 1) { Circle@.count++; }',
        '    area(scale = 1): number { return Math.PI * this.radius ** 2 * scale; }',
        '    get label(): string { return `${this.name} #${Circle@.count}: ${this.area()}`; }',
        '}',
        '',
        '/* Colours are bits. */',
        'enum Colour@ { Red = 1, Green = Red << 1, Blue = Green << 1 }',
        'namespace Paint@ {',
        '    export const mix = (a: Colour@, ...rest: Colour@[]): number =>',
        '        rest.reduce((sum, c) => sum | c, a);',
        '}',
        '',
        '/** The list, its least first. */',
        'function sort@<T extends Shape@>(list: T[], by: keyof T = "name"): T[] {',
        '    const [first, ...others] = list;',
        '    for (const one of others) { if (one[by] < first[by]) { return [one, first]; } }',
        '    return { ...{ list: [first, ...others] } }.list as T[];',
        '}',
        '',
        'export function add@(n: number): void { if (n < LIMIT@) { total@ += n; } }',
        'export async function load@(url: string): Promise<Shape@ | undefined> {',
        '    try { return (await fetch@(url)).json(); } catch (e) { return undefined; }',
        '}'
    ];
    var source = [], i, out;
    for (i = 0; i < 50; i++) {
        source.push(part.join('\n').replace(/@/g, String(i)));
    }
    out = ts.transpileModule(source.join('\n'), { compilerOptions: { target: ts.ScriptTarget.ES5 } });
    print(out.outputText.length);
})();
