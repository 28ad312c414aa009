// SPDX-License-Identifier: MIT
console.log(kept.update('and after').digest('hex') ===
    require('crypto').createHash('sha256').update('before and after').digest('hex'));
params.append('e', 'f');
console.log(url.href, require('child_process').execSync('echo live', { encoding: 'utf8' }));
console.log(process.getuid() === +require('jsrun:sh').capture('id', '-u'));
