// moment in UTC: locales defined, moments and durations made before; computed with after.
moment.defineLocale('x-test', {
    months: 'M1_M2_M3_M4_M5_M6_M7_M8_M9_M10_M11_M12'.split('_'),
    weekdays: 'D0_D1_D2_D3_D4_D5_D6'.split('_'),
    longDateFormat: {
        LT: 'HH:mm',
        L: 'YYYY.MM.DD',
        LL: 'D MMMM YYYY',
        LLL: 'LL LT',
        LLLL: 'dddd LLL',
        LTS: 'LT:ss'
    },
    ordinal: function (n) {
        return n + 'th';
    },
    week: { dow: 1, doy: 4 }
});
moment.locale('en');
var m = moment.utc('2013-02-08T09:30:26.123Z'),
    local = moment.utc([2020, 1, 29, 23, 59]).locale('x-test'),
    d = moment.duration({ days: 3, hours: 36, minutes: 5 });
var parsed = moment.utc('05/06/1999 7:08 PM', 'DD/MM/YYYY h:mm A'),
    bad = moment.utc('2020-13-40', 'YYYY-MM-DD', true);
var list = [m, local, parsed].map(function (x) {
    return x.clone().add(1, 'month');
});
print(moment.version, m.format(), local.format('LLLL'), d.asHours(), bad.isValid());
