// Sums with strings: short ones, those at the length where the engine goes another way, and what else may
// be added to one.
function repeated(text, n) {
    var all = '';
    while (n-- > 0)
        all += text;
    return all;
}
var lengths = [0, 1, 63, 64, 65, 127, 128, 129, 200, 900];
var texts = ['', 'a', 'x' + 1, '\u00e4', '\ud83d\ude00', 'length', '0', '4294967295', '\u0000'];
function attempt(f) {
    try {
        return f();
    } catch (e) {
        return e.name + ': ' + e.message;
    }
}
var kept = repeated('k', 64);
var keys = {};
keys['na' + 'me'] = 'found';
keys['1' + '2'] = 'index';
