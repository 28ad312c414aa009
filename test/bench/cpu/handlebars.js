/* SPDX-License-Identifier: MIT */
/* Renders 10,000 rows of a table. */
(function () {
    var rows = [], i, render, page;
    for (i = 0; i < 10000; i++) {
        rows.push({
            id: i, name: 'Row <' + i + '>', price: i * 1.25, even: i % 2 === 0,
            tags: ['a' + i % 7, 'b' + i % 11], owner: { name: 'O\'Neill', city: 'Cork' }
        });
    }
    Handlebars.registerHelper('money', function (value) { return '$' + value.toFixed(2); });
    render = Handlebars.compile('<table>{{#each rows}}<tr id="r{{id}}"{{#if even}} class="even"{{/if}}>' +
        '<td>{{@index}}</td><td>{{name}}</td><td>{{money price}}</td>{{#with owner}}<td>{{name}}, {{city}}' +
        '</td>{{/with}}<td>{{#each tags}}<i>{{this}}</i>{{else}}-{{/each}}</td></tr>{{/each}}</table>');
    page = render({ rows: rows });
    print(page.length, page.substring(page.length - 120));
})();
