console.log(words === process.argv, read() === words, words.length, words[0] === process.execPath, words[1] === __filename, process.argv0.length > 0);
