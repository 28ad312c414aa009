/* SPDX-License-Identifier: MIT
 * clone.js - structuredClone(): a copy of a value and of all that it leads to. */
'use strict';
