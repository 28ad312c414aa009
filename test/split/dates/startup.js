// Date objects at fixed times; only UTC output.
var epoch = new Date(0),
    leap = new Date(Date.UTC(2024, 1, 29, 12, 34, 56, 789)),
    invalid = new Date(NaN);
var far = new Date(8.64e15),
    before = new Date(-1),
    year0 = new Date(Date.UTC(0, 0, 1)),
    parsed = new Date('2011-10-05T14:48:00.000Z');
var list = [epoch, leap, far, before, year0, parsed];
leap.note = 'leap day';
function iso(d) {
    try {
        return d.toISOString();
    } catch (e) {
        return e.name;
    }
}
print(list.map(iso).join(' '), iso(invalid));
