print(
    m.format('dddd, MMMM Do YYYY, h:mm:ss a [UTC]'),
    local.format('dddd LL'),
    parsed.format('LLLL'),
    moment.locale(),
    local.locale()
);
print(
    list
        .map(function (x) {
            return x.toISOString();
        })
        .join(' '),
    m.isBefore(local),
    local.diff(m, 'weeks'),
    local.diff(m, 'years', true).toFixed(4)
);
m.add(d).startOf('hour').subtract(1, 'quarter');
print(
    m.toISOString(),
    m.from(local),
    local.from(m, true),
    m.calendar(local),
    d.humanize(),
    d.add(1, 'week').toISOString()
);
moment.locale('x-test');
print(
    moment.utc(0).format('LLL'),
    moment.utc([2021, 0, 3]).isoWeek(),
    moment.utc([2021, 0, 3]).week(),
    moment.months().length,
    moment.localeData().ordinal(4)
);
moment.updateLocale('x-test', { weekdays: 'S_M_T_W_T_F_S'.split('_') });
print(
    local.format('dddd'),
    moment.utc(86400000).format('dddd L'),
    bad.isValid(),
    bad.invalidAt(),
    moment.isMoment(list[0]),
    list[0] instanceof moment,
    JSON.stringify({ m: parsed })
);
print(
    moment.utc('2016-W07-3').format('DDDo E'),
    moment.utc('2012 june 5', 'YYYY MMMM D', 'en').valueOf(),
    moment.utc([2012, 0, 31]).add(1, 'months').format('MM-DD'),
    moment.min(list).format('YYYY')
);
