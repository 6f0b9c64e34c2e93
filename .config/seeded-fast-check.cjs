// What a test gets for `fast-check`: the library, begun from one seed. `npm test` has the same seed
// each time, so that the same code gets the same verdict, on every machine. `npm run test:full`
// draws a new one and prints it; `FAST_CHECK_SEED=N` tries what a run printed, and other worlds.
const fc = require('../node_modules/fast-check/lib/cjs/fast-check.js');

const seed = Number(process.env.FAST_CHECK_SEED ?? '1441');
if (!Number.isSafeInteger(seed)) throw new Error('FAST_CHECK_SEED must be a whole number');
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

module.exports = fc;
