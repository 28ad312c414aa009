print(list.map(iso).join(' '), iso(invalid), leap.note);
print(
    list
        .map(function (d) {
            return d.getTime();
        })
        .join()
);
leap.setUTCFullYear(2023);
print(iso(leap), leap.getUTCDay(), leap.getUTCMonth());
leap.setUTCMonth(12, 31);
leap.setUTCHours(25, 61, 61, 1001);
print(iso(leap));
print(JSON.stringify({ d: parsed, n: invalid }), parsed > epoch, parsed - epoch, +invalid !== +invalid);
invalid.setTime(5);
far.setTime(far.getTime() + 1);
print(iso(invalid), iso(far), Date.parse('1970-01-02T00:00:00Z'), Date.UTC(1970, 0, 1, 0, 0, 1));
print(
    epoch.toJSON(),
    epoch instanceof Date,
    Object.prototype.toString.call(epoch),
    new Date(leap).getTime() === leap.getTime()
);
list = list.filter(isFinite).sort(function (a, b) {
    return a - b;
});
print(
    list
        .map(function (d) {
            return d.getUTCFullYear();
        })
        .join()
);
print(typeof Date.now(), Date.now() > 0, new Date().getTime() >= 0);
