// A small language: the program is parsed and half run before, the rest after.
function lex(src) {
    var re =
            /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|("(?:[^"\\]|\\.)*")|(==|<=|>=|!=|&&|\|\||[-+*\/%<>=(){},;]))/g,
        out = [],
        m;
    while (re.lastIndex < src.length && (m = re.exec(src))) {
        out.push(
            m[1]
                ? { t: 'num', v: +m[1] }
                : m[2]
                ? { t: /^(let|fn|while|if|else|return)$/.test(m[2]) ? m[2] : 'id', v: m[2] }
                : m[3]
                ? { t: 'str', v: JSON.parse(m[3]) }
                : { t: m[4], v: m[4] }
        );
    }
    out.push({ t: 'eof' });
    return out;
}
function Parser(src) {
    this.toks = lex(src);
    this.i = 0;
}
Parser.prototype = {
    peek: function () {
        return this.toks[this.i].t;
    },
    eat: function (t) {
        var k = this.toks[this.i++];
        if (t && k.t !== t) {
            throw new SyntaxError('expected ' + t + ' got ' + k.t);
        }
        return k;
    },
    block: function () {
        var b = [];
        this.eat('{');
        while (this.peek() !== '}') {
            b.push(this.stmt());
        }
        this.eat('}');
        return b;
    },
    program: function () {
        var b = [];
        while (this.peek() !== 'eof') {
            b.push(this.stmt());
        }
        return b;
    },
    stmt: function () {
        var n, c, a, b;
        switch (this.peek()) {
            case 'let':
                this.eat();
                n = this.eat('id').v;
                this.eat('=');
                c = this.expr(0);
                this.eat(';');
                return ['let', n, c];
            case 'while':
                this.eat();
                c = this.expr(0);
                return ['while', c, this.block()];
            case 'if':
                this.eat();
                c = this.expr(0);
                a = this.block();
                b = [];
                if (this.peek() === 'else') {
                    this.eat();
                    b = this.block();
                }
                return ['if', c, a, b];
            case 'return':
                this.eat();
                c = this.expr(0);
                this.eat(';');
                return ['return', c];
            default:
                c = this.expr(0);
                if (this.peek() === '=') {
                    this.eat();
                    a = this.expr(0);
                    this.eat(';');
                    return ['set', c[1], a];
                }
                this.eat(';');
                return ['expr', c];
        }
    },
    prec: {
        '||': 1,
        '&&': 2,
        '==': 3,
        '!=': 3,
        '<': 4,
        '>': 4,
        '<=': 4,
        '>=': 4,
        '+': 5,
        '-': 5,
        '*': 6,
        '/': 6,
        '%': 6
    },
    expr: function (p) {
        var l = this.unary(),
            op;
        while ((op = this.prec[this.peek()]) > p) {
            l = ['bin', this.eat().t, l, this.expr(op)];
        }
        return l;
    },
    unary: function () {
        var k = this.eat(),
            e,
            ps;
        if (k.t === 'num' || k.t === 'str') {
            e = ['lit', k.v];
        } else if (k.t === 'id') {
            e = ['var', k.v];
        } else if (k.t === '-') {
            return ['neg', this.unary()];
        } else if (k.t === '(') {
            e = this.expr(0);
            this.eat(')');
        } else if (k.t === 'fn') {
            this.eat('(');
            ps = [];
            while (this.peek() !== ')') {
                ps.push(this.eat('id').v);
                if (this.peek() === ',') {
                    this.eat();
                }
            }
            this.eat(')');
            e = ['fn', ps, this.block()];
        } else {
            throw new SyntaxError('unexpected ' + k.t);
        }
        while (this.peek() === '(') {
            this.eat();
            ps = [];
            while (this.peek() !== ')') {
                ps.push(this.expr(0));
                if (this.peek() === ',') {
                    this.eat();
                }
            }
            this.eat(')');
            e = ['call', e, ps];
        }
        return e;
    }
};
function Env(up) {
    this.vars = Object.create(up ? up.vars : null);
    this.up = up;
}
Env.prototype.set = function (n, v) {
    var e = this;
    while (e && !Object.prototype.hasOwnProperty.call(e.vars, n)) {
        e = e.up;
    }
    if (!e) {
        throw new ReferenceError(n);
    }
    e.vars[n] = v;
};
var bin = {
    '+': function (a, b) {
        return a + b;
    },
    '-': function (a, b) {
        return a - b;
    },
    '*': function (a, b) {
        return a * b;
    },
    '/': function (a, b) {
        return a / b;
    },
    '%': function (a, b) {
        return a % b;
    },
    '<': function (a, b) {
        return a < b;
    },
    '>': function (a, b) {
        return a > b;
    },
    '<=': function (a, b) {
        return a <= b;
    },
    '>=': function (a, b) {
        return a >= b;
    },
    '==': function (a, b) {
        return a === b;
    },
    '!=': function (a, b) {
        return a !== b;
    }
};
function Return(v) {
    this.v = v;
}
function ev(e, env) {
    switch (e[0]) {
        case 'lit':
            return e[1];
        case 'var':
            if (!(e[1] in env.vars)) {
                throw new ReferenceError(e[1]);
            }
            return env.vars[e[1]];
        case 'neg':
            return -ev(e[1], env);
        case 'bin':
            if (e[1] === '&&') {
                return ev(e[2], env) && ev(e[3], env);
            }
            if (e[1] === '||') {
                return ev(e[2], env) || ev(e[3], env);
            }
            return bin[e[1]](ev(e[2], env), ev(e[3], env));
        case 'fn':
            return function () {
                var en = new Env(env),
                    i;
                for (i = 0; i < e[1].length; i++) {
                    en.vars[e[1][i]] = arguments[i];
                }
                try {
                    run(e[2], en);
                } catch (r) {
                    if (r instanceof Return) {
                        return r.v;
                    }
                    throw r;
                }
                return null;
            };
        case 'call':
            return ev(e[1], env).apply(
                null,
                e[2].map(function (a) {
                    return ev(a, env);
                })
            );
    }
    throw new Error('bad node ' + e[0]);
}
function run(b, env) {
    b.forEach(function (s) {
        switch (s[0]) {
            case 'let':
                env.vars[s[1]] = ev(s[2], env);
                break;
            case 'set':
                env.set(s[1], ev(s[2], env));
                break;
            case 'while':
                while (ev(s[1], env)) {
                    run(s[2], new Env(env));
                }
                break;
            case 'if':
                run(ev(s[1], env) ? s[2] : s[3], new Env(env));
                break;
            case 'return':
                throw new Return(ev(s[1], env));
            default:
                ev(s[1], env);
        }
    });
}
var world = new Env(null),
    out = [];
world.vars.say = function (x) {
    out.push(x);
};
run(
    new Parser(
        'let fib = fn(n) { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); }; let counter = fn() { let c = 0; return fn() { c = c + 1; return c; }; }; let next = counter(); next(); say(fib(12)); let i = 0; while i < 3 { say("i=" + i); i = i + 1; }'
    ).program(),
    world
);
var pending = new Parser(
    'let j = 10; while j > 0 { if j % 3 == 0 { say(j); } else { say(-j * (2 + j)); } j = j - 2; } say(next()); say(fib(10)); say(missing);'
).program();
print(out.join());
