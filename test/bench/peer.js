/* Runs a file as a plain script in node or bun, as a browser would: no `module`
   and no `require` in sight, or the libraries would export instead of defining. */
globalThis.print = console.log;
const fs = require('fs');
const file = process.argv[2];
require('vm').runInThisContext(fs.readFileSync(file, 'utf8'), { filename: file });
