// Suspended inside try: the catcher chain decides where later exceptions go.
var T = Duktape.Thread,
    y = T.yield,
    log = [];
function body() {
    try {
        y('outer try');
        try {
            y('inner try');
            throw new RangeError('own');
        } catch (e) {
            log.push('inner caught ' + e.message);
            throw new TypeError('from catch');
        }
    } catch (e2) {
        log.push('outer caught ' + e2.name + ' ' + e2.message);
        return 'returned from catch';
    }
}
var one = new T(body),
    two = new T(body),
    three = new T(body);
print(T.resume(one), T.resume(two), T.resume(two), T.resume(three), T.resume(three));
