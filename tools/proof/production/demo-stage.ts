import { spawn } from 'node:child_process';
import { z } from 'zod';
import type { RunningSystem } from '../../embedded/begin/running-system.js';

const Result = z.object({
  stories: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean(),
      expectations: z.array(z.object({ ok: z.boolean() }).loose()),
    }),
  ),
});

/**
 * Plays the stories of `npm run demo` on a running system and prints how many expectations were
 * met. Returns true if all were.
 */
export async function playDemo(
  storiesScript: string,
  running: RunningSystem,
  print: (line: string) => void,
): Promise<boolean> {
  const { code, output } = await run(storiesScript, { ...process.env, ...running.env });
  const { stories } = Result.parse(JSON.parse(output));
  for (const { id, ok, expectations } of stories) {
    const missed = expectations.filter((expectation) => !expectation.ok);
    print(
      `${ok ? 'as expected' : 'DIFFERENT'}  ${id}: ${expectations.length - missed.length} of ${expectations.length}`,
    );
    for (const expectation of missed) print(`  ${JSON.stringify(expectation)}`);
  }
  const all = stories.flatMap(({ expectations }) => expectations);
  print(`demo: ${all.filter(({ ok }) => ok).length} of ${all.length} expectations met`);
  return code === 0 && all.length > 0 && all.every(({ ok }) => ok);
}

function run(script: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--enable-source-maps', script, 'demo', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
