log = [];
em.on('a', function (x) {
    log.push('late ' + x);
    return 4;
});
print(em.emit('a', 'x').join(), log.join());
print(em.emit('a', 'y').join(), log.length, em.emit('b').length, em.emit('nothing').length);
em.on('a', first).once('c', first).off('c', first);
print(em.emit('c').length, em.map.a.indexOf(first), em.count);
em.on('err', function () {
    throw new Error('listener');
});
try {
    em.emit('err');
} catch (e) {
    print(e.message, em.count);
}
em = null;
Duktape.gc();
print(new Emitter().on('z', first).emit('z', 9).join(), log[log.length - 1]);
