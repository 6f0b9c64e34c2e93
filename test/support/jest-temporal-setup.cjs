const path = require('node:path');
const bundleSetup = require('./jest-bundle-setup.cjs');
const requireTypeScript = require('./require-typescript.cjs');

const toolsDir = process.env.RANGAP_TOOLS || path.join(__dirname, '../../.rangap/tools');

/** The workflow bundle, and the time-skipping server: RANGAP_TEST_TEMPORAL_SERVER names its program. */
module.exports = async function temporalSetup() {
  await bundleSetup();
  const { findTestServer } = requireTypeScript(path.join(__dirname, '../../src/embedded/temporal-tools.ts'));
  process.env.RANGAP_TEST_TEMPORAL_SERVER = await findTestServer(toolsDir, (line) => process.stderr.write(`${line}\n`));
};
