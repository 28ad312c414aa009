/* SPDX-License-Identifier: MIT
 * sort.js - Array.prototype.sort that leaves equal elements in their order (ES2019): the engine's
 * does not, and core-js would put its own, slower one in its place. */
'use strict';

Object.defineProperty(sys.arraySort, 'name', { value: 'sort', configurable: true });
Object.defineProperty(sys.arraySort, 'length', { value: 1, configurable: true });
Object.defineProperty(Array.prototype, 'sort', {
    value: sys.arraySort, enumerable: false, configurable: true, writable: true
});
