print(before);
print(tries() === before);
print(fromLastIndex(anchored, 'abab'), fromLastIndex(/^ab/gm, 'ab\nab'));
print(fromLastIndex(first, 'xabab'), fromLastIndex(first, '\u00e4abab'), fromLastIndex(first, ''));
print(new Array(50001).join('ab').replace(/^ab/g, '').length, new Array(50001).join('a').search(/b/));
