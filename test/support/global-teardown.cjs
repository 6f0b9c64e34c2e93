const { rmSync } = require('node:fs');

/** Stops the cluster that global-setup.cjs started, and removes its data. */
module.exports = async function globalTeardown() {
  const postgres = globalThis.rangapTestPostgres;
  if (postgres === undefined) return;
  await postgres.stop();
  rmSync(postgres.dir, { recursive: true, force: true });
};
