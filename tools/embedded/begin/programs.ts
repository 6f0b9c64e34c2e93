import path from 'node:path';

/** The compiled scripts that `npm start` runs, as absolute paths. */
export interface Programs {
  readonly migrate: string;
  readonly codec: string;
  readonly signIn: string;
  readonly simulator: string;
  readonly front: string;
  readonly api: string;
  readonly worker: string;
  readonly keeper: string;
  /** Gets the text encoder; it runs once, beside the system. */
  readonly encoder: string;
  /** Posts the sample complaints when called with the argument `samples`. */
  readonly stories: string;
  readonly workflowBundle: string;
  /** Makes the workflow bundle; the files that it loads are in the bundle. */
  readonly bundleBuilder: string;
}

/** Returns where the build puts the programs. */
export function builtPrograms(projectDir: string): Programs {
  const at = (file: string): string => path.join(projectDir, 'dist', file);
  return {
    migrate: at('src/migrate/main.js'),
    codec: at('tools/embedded/temporal/codec-endpoint.js'),
    signIn: at('tools/embedded/sign-in.js'),
    simulator: at('simulator/main.js'),
    front: at('tools/embedded/front.js'),
    api: at('src/api/main.js'),
    worker: at('src/worker/main.js'),
    keeper: at('src/keeper/main.js'),
    encoder: at('tools/embedded/encoder/main.js'),
    stories: at('simulator/stories/main.js'),
    workflowBundle: at('workflow-bundle.js'),
    bundleBuilder: at('src/worker/build-workflow-bundle.js'),
  };
}
