// A calendar library over UTC dates: tables before, computations after.
var DAY = 86400000,
    names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
function Day(y, m, d) {
    this.t = new Date(Date.UTC(y, m - 1, d));
}
Day.prototype.plus = function (n) {
    var r = new Day(1970, 1, 1);
    r.t.setTime(this.t.getTime() + n * DAY);
    return r;
};
Day.prototype.toString = function () {
    return this.t.toISOString().slice(0, 10) + ' ' + names[this.t.getUTCDay()];
};
Day.prototype.week = function () {
    var d = this.plus(3 - ((this.t.getUTCDay() + 6) % 7)),
        j4 = new Day(d.t.getUTCFullYear(), 1, 4);
    return 1 + Math.round(((d.t - j4.t) / DAY - 3 + ((j4.t.getUTCDay() + 6) % 7)) / 7);
};
function easter(y) {
    var a = y % 19,
        b = Math.floor(y / 100),
        c = y % 100,
        h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30,
        l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7,
        m = Math.floor((a + 11 * h + 22 * l) / 451),
        q = h + l - 7 * m + 114;
    return new Day(y, Math.floor(q / 31), (q % 31) + 1);
}
var table = {},
    y,
    start = new Day(1999, 12, 31);
for (y = 2000; y < 2010; y++) {
    table[y] = easter(y);
}
print(table[2000], table[2009], start.plus(1), start.week());
