// Regexp objects: source, flags, lastIndex, compiled programs.
var word = /(\w+)\s(\w+)/g,
    ci = /straSSe|\u00e4+/i,
    ml = /^line (\d)$/gm;
var complex = /^(?:(?=a)a|b(?!c)|[^\d\s\u4e00-\u9fff-]{2,5}?)+(\1)?((x)|(y))*\3$/;
var dates = /(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?/;
var fromCtor = new RegExp('a/b[/]\\n\u00e9', 'gi'),
    emptyRe = new RegExp('');
var list = [
    /a|ab|abc/,
    /((a)|(b))+?c/,
    /[\b\]\\\-^]/,
    /(?:)/,
    /\x41\u0042\cJ/,
    /.*?end/,
    /\d+(?=%)/,
    /(z)((a+)?(b+)?(c))*/
];
var text = 'one two three four five six';
word.exec(text);
print(word.lastIndex, ci.test('STRASSE'), dates.exec('2020-02-30T10:11Z').slice(1).join());
