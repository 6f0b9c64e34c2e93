import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readGuide } from '../../tools/conformance/guide.js';
import type { Variation } from '../../tools/sandbox/example-bank.js';
import type { Run } from '../../tools/sandbox/run-record.js';
import { type OwnInstitution, Sandbox } from '../../tools/sandbox/sandbox.js';
import { projectDir } from '../architecture/project.js';

export const GUIDE = readGuide(path.join(projectDir, 'docs/protocol'));
export const SHIPPED = path.join(projectDir, 'tools/sandbox/scenarios');

export interface Opened {
  readonly sandbox: Sandbox;
  /** Where the engineer's own scenarios lie. */
  readonly own: string;
  /** Plays a scenario to its end. */
  readonly play: (id: string) => Promise<Run>;
  readonly close: () => Promise<void>;
}

/** Opens a sandbox in a folder of its own, with the example bank, a bank that is wrong in one way, or another institution. */
export async function openSandbox(variation?: Variation, institution?: OwnInstitution): Promise<Opened> {
  const home = mkdtempSync(path.join(tmpdir(), 'rangap-sandbox-'));
  const own = path.join(home, 'scenarios');
  mkdirSync(own);
  const options = { home, guide: GUIDE, folders: { shipped: SHIPPED, own }, port: 0 };
  const sandbox = await Sandbox.open({ ...options, ...(variation !== undefined && { variation }) }, institution);
  return {
    sandbox,
    own,
    play: async (id) => {
      const { id: runId } = sandbox.start(id);
      await sandbox.idle();
      const run = sandbox.run(runId);
      if (run === undefined) throw new Error('the run is gone');
      return run;
    },
    close: async () => {
      await sandbox.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Returns what became of each step, in its order, and what was seen where one failed. */
export function verdicts({ steps }: Run): string[] {
  return steps.map(({ kind, verdict, seen }) => `${kind} ${verdict}${seen === '' ? '' : `: ${seen}`}`);
}
