print(sum(powers()));
for (var i = 0; i < 8; i++) {
    print(sum(atRandom(150, 1023 - 60, 120)), sum(atRandom(20, 0, 2047)), sum(readings(100)), sum(middles(40)));
}
print(readings(3).join('\n'));
print(atRandom(5, 1010, 20).join('\n'));
print(9007199254740993, 9007199254740995, 4503599627370497.5, 0.1, 0.30000000000000004, 123456789.125, 1e21, 1e-7, 5e-324, 1e23);
print(Number('0.000'), 1 / Number('-0.0e5'), Number('1e-400'), Number('1e400'), Number('18446744073709551616'), Number('99999999999999999999e-5'));
