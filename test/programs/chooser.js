// SPDX-License-Identifier: MIT
//
// Choices by chance, and names that are used once.

'use strict';

const { Random } = require('../torture/random.js');

class Chooser extends Random {
    constructor(seed) {
        super('program ' + seed);
        this.serial = 0;
    }

    chance(probability) {
        return this.next() < probability;
    }

    // A whole number from low to high, both included.
    int(low, high) {
        return low + this.below(high - low + 1);
    }

    // One of the alternatives; one that is a function is called for its value.
    one(...alternatives) {
        const chosen = this.pick(alternatives);
        return typeof chosen === 'function' ? chosen() : chosen;
    }

    // The same with weights: [[weight, alternative], ..]
    weighted(table) {
        let at = this.next() * table.reduce((sum, [weight]) => sum + weight, 0);
        for (const [weight, make] of table) {
            at -= weight;
            if (at < 0)
                return make();
        }
        return table[0][1]();
    }

    some(low, high, make) {
        return Array.from({ length: this.int(low, high) }, (_, i) => make(i));
    }

    shuffle(list) {
        const left = list.slice();
        const mixed = [];
        while (left.length)
            mixed.push(left.splice(this.below(left.length), 1)[0]);
        return mixed;
    }

    fresh(prefix) {
        return prefix + '_' + (++this.serial);
    }
}

module.exports = { Chooser };
