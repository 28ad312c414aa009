print(use());
d.seen = 8;
Object.defineProperty(d, 'own', { get: function () { return 'now an accessor'; } });
Object.defineProperty(this, 'watched', { value: 'now plain', writable: false });
watched = 1;
print(d.own, d.method(), watched, log.join());
delete Array.prototype[1];
print(use());
