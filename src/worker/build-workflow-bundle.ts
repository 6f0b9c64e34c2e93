import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The path of the bundle, beside the compiled code. */
export const WORKFLOW_BUNDLE_PATH = resolve(__dirname, '../../workflow-bundle.js');

/**
 * Bundles the workflows for the sandbox. The bundle has the failure converter, so that failures
 * made in workflows are encoded too, and the interceptor that carries traces, which does nothing
 * without tracing: so one bundle serves both.
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
