// SPDX-License-Identifier: MIT
process.kill(process.pid, 'SIGUSR1');
setTimeout(function () {}, 20);
