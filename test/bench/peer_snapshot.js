/* SPDX-License-Identifier: MIT
   node --build-snapshot peer_snapshot.js FILE: FILE runs before the snapshot, as peer.js would
   run it; the script that is named when the snapshot is used runs after it. */
const fs = require('fs'), vm = require('vm'), v8 = require('v8');
function run(file) {
    vm.runInThisContext(fs.readFileSync(file, 'utf8'), { filename: file });
}
run(process.argv[2]);
v8.startupSnapshot.setDeserializeMainFunction(() => {
    globalThis.print = console.log;
    run(process.argv[1]);
});
