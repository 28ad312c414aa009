// SPDX-License-Identifier: MIT
//
// Random numbers that depend on a text only, so that a cut can be made again.

'use strict';

function hash(text) {
    let h = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) {
        h ^= text.charCodeAt(i);
        h = Math.imul(h, 0x01000193);
    }
    return h >>> 0;
}

class Random {
    constructor(text) {
        this.state = hash(text);
    }

    // A number from 0 up to, not including, 1.
    next() {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }

    below(n) {
        return Math.floor(this.next() * n);
    }

    pick(list) {
        return list[this.below(list.length)];
    }

    // At most n members of a list, in the list's order.
    sample(list, n) {
        const chosen = [];
        let left = list.length;
        for (const item of list) {
            if (this.next() * left < n - chosen.length)
                chosen.push(item);
            left--;
        }
        return chosen;
    }
}

module.exports = { Random };
