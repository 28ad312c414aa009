// Tables computed before and extended after; results rounded, as C libraries differ in the last digit.
function r(x) {
    return +x.toPrecision(10);
}
var sines = [],
    powers = {},
    i;
for (i = 0; i < 360; i += 15) {
    sines.push(Math.sin((i * Math.PI) / 180));
}
for (i = -5; i <= 5; i++) {
    powers[i] = Math.pow(2, i);
}
var consts = [Math.E, Math.LN10, Math.LN2, Math.LOG2E, Math.LOG10E, Math.PI, Math.SQRT1_2, Math.SQRT2];
var m = Math;
print(sines.length, r(sines[2]), powers[-5]);
