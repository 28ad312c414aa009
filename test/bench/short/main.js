var text = 'the quick brown fox jumps over the lazy dog and the slow brown cat';
var counts = {};
text.split(' ').forEach(function (word) {
    counts[word] = (counts[word] || 0) + 1;
});
function byCount(a, b) {
    return counts[b] - counts[a] || (a < b ? -1 : 1);
}
function pad(value, width) {
    var filled = String(value);
    while (filled.length < width)
        filled = ' ' + filled;
    return filled;
}
var total = 0;
Object.keys(counts).sort(byCount).slice(0, 3).forEach(function (word) {
    print(pad(counts[word], 4) + ' ' + word);
    total += counts[word];
});
print(pad(total, 4) + ' in all');
