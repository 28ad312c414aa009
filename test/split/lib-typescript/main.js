function kinds(node, d) {
    var out = ts.SyntaxKind[node.kind];
    if (d) {
        ts.forEachChild(node, function (c) {
            out += ' ' + kinds(c, d - 1);
        });
    }
    return out;
}
print(kinds(file, 2));
print(
    ts.transpileModule('class A<T> { constructor(private x: T) {} get v(): T { return this.x; } }', options)
        .outputText === first
);
print(
    ts.transpileModule(
        'import { a } from "./b"; enum Color { Red = 1, Green }\nexport default class D extends a<number> { static async *gen(...r: any[]) { for (const [k, v = 1] of r) yield k?.x ?? v; } }',
        options
    ).outputText
);
program.getSemanticDiagnostics().forEach(function (d) {
    print(d.code, ts.flattenDiagnosticMessageText(d.messageText, ' '));
});
files['m2.ts'] = ts.createSourceFile(
    'm2.ts',
    'type K<T> = { readonly [P in keyof T]?: T[P] }; let k: K<{ a: number }> = { a: 1, b: 2 }; k.a = 3; let u: undefined | string; u.length;',
    1,
    true
);
ts.createProgram(['m2.ts'], { target: 1, strict: true }, host())
    .getSemanticDiagnostics()
    .forEach(function (d) {
        print(d.code, d.start, ts.flattenDiagnosticMessageText(d.messageText, ' '));
    });
print(ts.createPrinter().printNode(ts.EmitHint.Unspecified, file.statements[2], file));
