// a syntax error knows its file and line
var path = require('path');
try { require('./fixtures/lib/syntax'); } catch (e) { console.log(e.name, path.basename(e.fileName), e.lineNumber, e.message); }
try { require('./fixtures/lib/brace'); } catch (e) { console.log(e.name, path.basename(e.fileName), e.lineNumber, e.message); }
try { require('./fixtures/lib/throws'); } catch (e) { console.log(path.basename(e.fileName), e.lineNumber); }
