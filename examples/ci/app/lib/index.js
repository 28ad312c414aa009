/* SPDX-License-Identifier: MIT
 * Words by their first letter. */
exports.build = function build(text) {
    var index = {};
    text.split(/\s+/).forEach(function (word) {
        if (word !== '')
            (index[word[0]] = index[word[0]] || []).push(word);
    });
    return index;
};
