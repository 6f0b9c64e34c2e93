// Required before a program: writes down, as it ends, the files that it had loaded.
const { writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.TEST_LOADED_FILE, Object.keys(require.cache).join('\n')));
