// SPDX-License-Identifier: MIT
// Standard input in any edition, standard output in ECMAScript 5.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The packages may lie elsewhere: NODE_MODULES names their folder.
const require = createRequire(`${process.env.NODE_MODULES}/`);
const { transformSync } = require(`${process.env.NODE_MODULES}/@swc/core`);
const { code } = transformSync(readFileSync(0, 'utf8'), {
    configFile: false,
    swcrc: false,
    isModule: false,
    jsc: { target: 'es5', parser: { syntax: 'ecmascript' } },
});
process.stdout.write(code);
