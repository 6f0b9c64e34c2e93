import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The bundle's place beside the compiled code. */
export const WORKFLOW_BUNDLE_PATH = resolve(__dirname, '../../workflow-bundle.js');

/**
 * Bundles the workflows for the sandbox. The failure converter is part of it, so that failures made
 * in workflows are encoded as well, and so is what hands traces on, which does nothing while nobody
 * keeps any: there is one bundle, with traces and without.
 */
export async function buildWorkflowBundle(workflowsPath: string): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [require.resolve('../temporal/carry-trace')],
    failureConverterPath: require.resolve('../temporal/failure-converter'),
    logger: new DefaultLogger('WARN'),
  });
  return code;
}

async function main(): Promise<void> {
  const code = await buildWorkflowBundle(require.resolve('../../workflows/index'));
  await mkdir(dirname(WORKFLOW_BUNDLE_PATH), { recursive: true });
  await writeFile(WORKFLOW_BUNDLE_PATH, code);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
