// SPDX-License-Identifier: MIT
// Who listens to a signal when the heap is frozen listens after boot.
process.on('SIGUSR1', function (name) { console.log('heard', name); });
