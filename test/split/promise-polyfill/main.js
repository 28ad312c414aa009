print(log.join(), jobs.length);
later('L');
drain(3);
print(log.join(), jobs.length > 0);
drain(1000);
print(log.join(), jobs.length, chain.s, chain.v, both.v);
both.then(note('after'));
chain.then(note('x'))['catch'](note('no'));
new P(function (r, j) {
    j(new RangeError('rejected'));
})
    .then(note('skip'), function (e) {
        log.push(e.name);
        return never;
    })
    .then(note('blocked'));
drain(1000);
print(log.slice(-4).join(), jobs.length, never.cbs.length);
