console.log(process.cwd() === __dirname, require('fs').existsSync('/snapshot/fixtures'));
