// process.env: empty in a build, live after boot, also where it was captured
globalThis.env = process.env;
console.log(env.PATH, Object.keys(env), 'PATH' in env, JSON.stringify(env));
env.ONLY_BUILD = 'x';
console.log(env.ONLY_BUILD, Object.keys(env), delete env.ONLY_BUILD, Object.keys(env));
env.LEFT_OVER = 'y';
