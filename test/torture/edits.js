// SPDX-License-Identifier: MIT
//
// Changes of a source text that keep every line where it was.

'use strict';

// The line ends of a text and nothing else.
function lines(text) {
    return text.replace(/[^\n\r\u2028\u2029]+/g, '');
}

class Edits {
    constructor(source) {
        this.source = source;
        this.list = [];
    }

    // Puts one text before and one after a range; an outer range goes around an inner one.
    wrap(start, end, before, after) {
        this.list.push({ at: start, order: 1, size: -(end - start), text: before });
        this.list.push({ at: end, order: 0, size: end - start, text: after });
    }

    insert(at, text) {
        this.list.push({ at, order: 1, size: -1e9, text });
    }

    // Replaces a range by a text, and as many line ends as it had.
    replace(start, end, text) {
        const kept = text + lines(this.source.slice(start, end));
        this.list.push({ at: start, order: 2, size: 0, text: kept, end });
    }

    apply() {
        const out = [];
        let at = 0;
        this.list.sort((a, b) => a.at - b.at || a.order - b.order || a.size - b.size);
        for (const edit of this.list) {
            out.push(this.source.slice(at, edit.at), edit.text);
            at = edit.end === undefined ? edit.at : edit.end;
        }
        out.push(this.source.slice(at));
        return out.join('');
    }
}

module.exports = { Edits, lines };
