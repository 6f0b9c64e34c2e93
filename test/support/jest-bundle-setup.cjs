const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const requireTypeScript = require('./require-typescript.cjs');

/** Builds the workflow bundle from the sources as they are, once per run: RANGAP_TEST_WORKFLOW_BUNDLE names the file. */
module.exports = async function bundleSetup() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-test-bundle-'));
  const { buildWorkflowBundle } = requireTypeScript(path.join(__dirname, '../../src/worker/build-workflow-bundle.ts'));
  const file = path.join(dir, 'workflow-bundle.js');
  writeFileSync(file, await buildWorkflowBundle(path.join(__dirname, '../../workflows/index.ts')));
  process.env.RANGAP_TEST_WORKFLOW_BUNDLE = file;
  globalThis.rangapTestBundle = () => rmSync(dir, { recursive: true, force: true });
};
