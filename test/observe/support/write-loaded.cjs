// Loaded before a program: writes the names of all loaded files when the program ends.
const { writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.TEST_LOADED_FILE, Object.keys(require.cache).join('\n')));
