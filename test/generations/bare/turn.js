// One generation's work: everything of start.js grows, shrinks, moves on.
turn++;
(function () {
    var i, made;
    if (walk !== null) {
        made = Thread.resume(walk, turn);
        note(made);
        walk = /walked/.test(made) ? null : walk;
    } else {
        walk = new Thread(walker);
        note(Thread.resume(walk, 100 + turn));
    }
    try {
        note(Thread.resume(nested, turn));
    } catch (e) {
        note(e.name);
        nested = new Thread(walker);
        Thread.resume(nested, turn);
    }
    tracked.shift();
    tracked.push(track('late' + turn));
    made = track('cycle' + turn);
    made.self = made;
    made = null;
    if (turn % 3 === 0) {
        saved = null;
    }
    Duktape.gc();

    for (i = 0; i < bytes.length; i++) {
        bytes[i] += i * turn;
    }
    floats[turn % 4] = turn / 3;
    words[0] = turn * 257;
    made = Uint8Array.allocPlain(plain.length * 2);
    for (i = 0; i < plain.length; i++) {
        made[i] = plain[i] + 1;
    }
    plain = made.length > 100 ? Uint8Array.allocPlain(3) : made;

    for (i = 0; i < 40; i++) {
        table['k' + turn + '_' + i] = [turn, i];
        delete table['k' + (turn - 2) + '_' + i];
    }
    for (i = 0; i < 25; i++) {
        list.push('item ' + turn + ' ' + i);
    }
    list.splice(turn, 9);
    if (turn === 4) {
        list[100000] = 'sparse';
    }
    if (turn === 6) {
        list.length = 30;
    }
    made = Object.create(chain);
    made.depth = turn;
    Object.defineProperty(made, 'up' + turn, {
        get: function () {
            return Object.getPrototypeOf(this).depth;
        },
        enumerable: turn % 2 === 0,
        configurable: true
    });
    chain = made;
    bound = bound.bind(null, turn);
    counters.push(counter(turn * 100));
    counters.forEach(function (c) {
        c.next();
    });
    makers.push(new Function('x', 'return x + ' + turn + ' + "' + 'made in ' + turn + '"'));
    registry[Symbol('g' + turn)] = turn;
    registry[symbol]++;
    registry[Symbol.for('shared ' + (turn % 2))] = turn;
    sealed.n += turn;
    note(re.exec('t1 t2 t3'));
    note(evalScope('hidden += ' + turn));
    note(proxy['k' + turn + '_3'] + ' ' + proxy.nothing + ' ' + handler.reads);
})();
print(turn, log.length, log[log.length - 1]);
