console.log('booted');
