// who replaces process.emit() before the freeze hears of the end of each run
process.emit = function (name, code) { console.log(name, code); };
