// Long strings: character offsets of non-ASCII strings go through the string cache.
var uni = '',
    ascii = '',
    i;
for (i = 0; i < 3000; i++) {
    uni += i % 3 === 0 ? '\u00e9' : i % 3 === 1 ? 'x' : '\u65e5';
    ascii += String.fromCharCode(97 + (i % 26));
}
var huge = ascii;
for (i = 0; i < 7; i++) {
    huge += huge;
}
var copy = uni.substring(0);
print(uni.length, ascii.length, huge.length, uni.charCodeAt(1500), uni.charCodeAt(2999));
