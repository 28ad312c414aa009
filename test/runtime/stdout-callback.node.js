// the callback of write comes in a later tick
process.stdout.write('a\n', function () { console.log('callback of a'); });
process.stderr.write('', 'utf8', function () { console.log('callback of the other'); });
process.nextTick(function () { console.log('tick'); });
console.log('main');
