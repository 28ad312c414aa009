console.log(env === process.env, typeof env.PATH, 'PATH' in env, Object.keys(env).indexOf('PATH') >= 0, env.LEFT_OVER, Object.keys(env).indexOf('LEFT_OVER'));
env.AT_RUN = 1;
console.log(env.AT_RUN, env.hasOwnProperty('AT_RUN'));
