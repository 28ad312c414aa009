// Sorting with comparators from both halves; callbacks, generics and array-likes.
var people = [],
    i;
for (i = 0; i < 60; i++) {
    people.push({ id: i, name: 'n' + ((i * 37) % 60), age: (i * 17) % 23 });
}
var byAge = function (a, b) {
        return a.age - b.age || a.id - b.id;
    },
    byName = function (a, b) {
        return a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id;
    };
var mixed = [
    3,
    'b',
    undefined,
    null,
    10,
    'a',
    ,
    -1,
    {
        toString: function () {
            return 'obj';
        }
    },
    true
];
var like = { length: 4, 0: 'w', 2: 'y', 3: 'z' };
people.sort(byAge);
print(
    people
        .slice(0, 5)
        .map(function (p) {
            return p.id;
        })
        .join()
);
