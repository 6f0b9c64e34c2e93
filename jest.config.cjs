// What `npx jest` and editors look for; the suites are in .config.
module.exports = require('./.config/jest.config.cjs');
