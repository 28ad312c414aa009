/* SPDX-License-Identifier: MIT */
/* Writes and reads 10 MB of JSON. */
(function () {
    var list = [], i, text, back;
    for (i = 0; i < 60000; i++) {
        list.push({
            id: i, name: 'name of ' + i, ratio: i / 7, active: i % 3 === 0, none: null,
            text: 'a "quoted" line\nand an \u00e9', tags: ['one', 'two', i], at: { x: i, y: -i, z: 0.5 }
        });
    }
    text = JSON.stringify(list);
    back = JSON.parse(text);
    print(text.length, back.length, back[59999].at.y, JSON.stringify(back) === text);
})();
