// What `npx depcruise` looks for; the rules are in .config.
module.exports = require('./.config/dependency-cruiser.cjs');
