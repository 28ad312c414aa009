print(both(7, 3), both('7', 3), both(-7, 33), both(null, true), both(o, 4));
print(o + 1, o * 2, '' + o, String(o), [o] + '', o == 10, o == 'str', seq());
print(
    void o.side,
    side,
    typeof o.side,
    side,
    typeof nowhere,
    typeof null,
    typeof o.valueOf,
    'u' in o,
    'x' in o,
    '1' in arr,
    3 in arr
);
o.n += 5;
o[key] *= 2;
o['s'] += 3;
arr[(key = 1)] -= 1;
o.n <<= 1;
o.n >>>= 1;
o.n |= 1;
o.n ^= 2;
o.nul += 1;
o.u -= 1;
print(o.n, o.s, arr.join(), o.nul, o.u, key);
print(o.n++ + ++o.n, o.n-- - --o.n, -o.s, +o.s, !o.u, ~o.n, -(-0) === 0);
print(
    delete o.n,
    delete o.n,
    o.n,
    delete arr[1],
    arr.length,
    delete frozen.k,
    delete arr.length,
    delete o.side,
    o.side
);
print(
    null == undefined,
    null == 0,
    '' == 0,
    '0' == false,
    [] == false,
    [1] == 1,
    NaN != NaN,
    'b' > 'a',
    '10' < '9',
    '10' < 9
);
print(
    o && o.s,
    0 || 'or',
    o.nope ? 1 : o.s ? 2 : 3,
    (1, 2, 3),
    !!'' + !!'x',
    2 ** -1,
    7 % -3,
    -7 % 3,
    5e-324 / 2
);
var i = 5;
print(i++ + i++, i, i-- - i--, i, (i = 3) + (i = 4), [i, (i = 9), i].join());
frozen.k++;
frozen.k = 7;
print(frozen.k, 1 / (0 * -1), 0.1 * 3, 9007199254740992 + 1, 1 << 31, 1 << 32, -1 >>> 28);
