import { spawn } from 'node:child_process';
import { builtPrograms } from '../../../tools/embedded/begin/programs.js';
import { projectDir } from '../../../tools/embedded/begin/home.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';

interface DemoOutput {
  readonly stories: {
    id: string;
    ok: boolean;
    caseNo: string;
    expectations: { what: string; ok: boolean; expected: unknown; seen: unknown }[];
  }[];
}

/** The demonstration for new users. */
export function stories(scenarios: SideBySide): void {
  scenarios.it('plays the seven stories of `npm run demo` as they expect it', async (system) => {
    const { code, output } = await playDemo(system);
    const played = (JSON.parse(output) as DemoOutput).stories;
    const differing = played.flatMap(({ id, expectations }) =>
      expectations.filter((expectation) => !expectation.ok).map((expectation) => ({ id, ...expectation })),
    );
    expect(differing).toEqual([]);
    expect(played.map(({ id }) => id)).toEqual([
      'approved-freeze',
      'held-and-continued',
      'nobody-decided',
      'denied-debit',
      'two-victims-one-mule',
      'digital-assets',
      'ring-across-agencies',
    ]);
    expect(played.filter(({ ok, expectations }) => !ok || expectations.length < 5)).toEqual([]);
    expect(code).toBe(0);
  });
}

async function playDemo(system: TestSystem): Promise<{ code: number | null; output: string }> {
  const { stories: script } = builtPrograms(projectDir());
  const child = spawn(process.execPath, [script, 'demo', '--json'], { env: { ...process.env, ...system.running.env } });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}
