// Starts the one PostgreSQL cluster of a test run. Jest compiles what this file requires, but does
// not apply its moduleNameMapper, so this file resolves `./x.js` to `./x.ts` itself.
const { mkdtempSync, chmodSync } = require('node:fs');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');

module.exports = async function globalSetup() {
  if (process.env.RANGAP_TEST_DATABASE_URL) return;
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-test-pg-'));
  chmodSync(dir, 0o755); // the cluster of a root user runs as another
  const { startPostgres } = requireTypeScript(path.join(__dirname, '../../tools/embedded/server/postgres.ts'));
  const postgres = await startPostgres({ dataDir: path.join(dir, 'pg'), fsync: false });
  process.env.RANGAP_TEST_DATABASE_URL = postgres.url;
  globalThis.rangapTestPostgres = { dir, stop: () => postgres.stop() };
};

function requireTypeScript(file) {
  const original = Module._resolveFilename;
  Module._resolveFilename = function resolve(request, ...rest) {
    try {
      return original.call(this, request, ...rest);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(request)) throw error;
      return original.call(this, request.replace(/\.js$/, '.ts'), ...rest);
    }
  };
  try {
    return require(file);
  } finally {
    Module._resolveFilename = original;
  }
}
