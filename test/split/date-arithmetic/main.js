for (y = 2010; y < 2030; y++) {
    table[y] = easter(y);
}
print(
    Object.keys(table)
        .map(function (k) {
            return String(table[k]).slice(5, 10);
        })
        .join()
);
print(
    start.plus(60),
    start.plus(-365),
    start.plus(1e5),
    table[2004].week(),
    new Day(2021, 1, 3).week(),
    new Day(2020, 12, 31).week()
);
table[2000].t.setUTCDate(40);
print(
    table[2000],
    table[2001].t - table[2000].t,
    table[2025] > table[2024],
    [table[2008], table[2002]].sort().join()
);
print(
    [1900, 2000, 2023, 2024]
        .map(function (v) {
            return new Day(v, 2, 29).t.getUTCMonth() === 1;
        })
        .join()
);
