// Labels, switch fallthrough and nested finally compiled before, run after.
function labels(n) {
    var out = [];
    outer: for (var i = 0; ; i++) {
        inner: do {
            if (i === n) {
                break outer;
            }
            if (i % 2) {
                continue outer;
            }
            block: {
                if (i % 3 === 0) {
                    break block;
                }
                out.push('b' + i);
                break inner;
            }
            out.push('a' + i);
        } while (false);
    }
    return out.join();
}
function fall(x) {
    var r = '';
    switch (x) {
        default:
            r += 'd';
        case 1:
            r += '1';
        case 2:
            r += '2';
            break;
        case 3:
            r += '3';
        case NaN:
            r += 'n';
            break;
        case 'x' + x:
            r += 'x';
    }
    return r;
}
function finals(how) {
    var log = [],
        i;
    try {
        for (i = 0; i < 3; i++) {
            try {
                if (how === 'continue') {
                    continue;
                }
                if (how === 'break') {
                    break;
                }
                if (how === 'return') {
                    return log.concat('r' + i).join();
                }
                if (how === 'throw') {
                    throw new Error('t' + i);
                }
                log.push('n' + i);
            } catch (e) {
                log.push(e.message);
                if (i === 1) {
                    throw e;
                }
            } finally {
                log.push('f' + i);
                if (how === 'override' && i === 1) {
                    return log.join();
                }
            }
        }
    } catch (e2) {
        log.push('outer ' + e2.message);
    } finally {
        log.push('last');
    }
    return log.join();
}
function swallow() {
    try {
        throw 1;
    } finally {
        return 'swallowed';
    }
}
function nestedReturn() {
    try {
        try {
            return 'one';
        } finally {
            try {
                return 'two';
            } finally {
                log2.push('cleanup');
            }
        }
    } finally {
        log2.push('outer');
    }
}
var log2 = [],
    ways = ['none', 'continue', 'break', 'return', 'throw', 'override'];
print(labels(7), fall(2), finals('none'));
