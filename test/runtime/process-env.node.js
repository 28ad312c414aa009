// process.env: live, strings only, enumerable
var env = process.env;
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message]; } }
env.JSB_T = '1';
console.log(env.JSB_T, 'JSB_T' in env, env.hasOwnProperty('JSB_T'), Object.keys(env).indexOf('JSB_T') >= 0, JSON.parse(JSON.stringify(env)).JSB_T, Object.assign({}, env).JSB_T);
var seen = 0;
for (var k in env) if (k === 'JSB_T') seen++;
console.log(seen, delete env.JSB_T, env.JSB_T, 'JSB_T' in env, Object.keys(env).indexOf('JSB_T'), env.hasOwnProperty('JSB_T'), typeof env.toString, 'toString' in env, env.NOPE_X, delete env.NOPE_X);
env.JSB_N = 5;
env.JSB_U = undefined;
env.JSB_B = true;
console.log(env.JSB_N === '5', env.JSB_U, env.JSB_B, env === process.env, typeof env.PATH, Object.keys(env).length > 2);
env[0] = 'zero';
console.log(env[0], env['0'], delete env[0], env[0]);
console.log(attempt(function () { env[Symbol('a')] = 1; }), attempt(function () { env.x = Symbol('b'); }), env[Symbol('q')]);
env.JSB_EMPTY = '';
console.log(JSON.stringify(env.JSB_EMPTY), 'JSB_EMPTY' in env);
env.TZ = 'Asia/Tokyo';
console.log(new Date(0).getHours());
env.TZ = 'UTC';
console.log(new Date(0).getHours());
