import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectDir } from '../../tools/embedded/begin/home.js';
import { itInFullRun } from '../support/full-run.js';
import { Production } from './support/production.js';
import { type RunningProcess, startProcess, until } from './support/running-process.js';

jest.setTimeout(300_000);

const STAND_STILL = require.resolve('./support/stand-still.cjs');

/** The longest stand of an event loop in these programs, in milliseconds. */
const LIMIT_MS = 400;

const WATCHED = require.resolve('./support/watched-loop.cjs');

/** Starts a program that watches its event loop and then does an act of watched-loop.cjs. */
function startWatched(act: string, nodeArguments: readonly string[] = []): RunningProcess {
  const env = {
    TEST_ACT: act,
    TEST_LIMIT_MS: String(LIMIT_MS),
    TEST_WATCH_FILE: path.join(projectDir(), 'dist/src/observe/end-when-stuck.js'),
  };
  return startProcess(WATCHED, env, nodeArguments);
}

const turnsOf = ({ output }: RunningProcess): number => output().split('turn').length - 1;

describe('a process that watches its event loop', () => {
  it('is killed when the loop stands still, and says so in its log', async () => {
    const stuck = startWatched('standStill');
    expect(await stuck.ended).toEqual({ code: null, signal: 'SIGKILL' });
    const line = JSON.parse(stuck.output().trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({
      level: 60,
      service: 'keeper',
      msg: 'the event loop stands still, and the process ends',
    });
  });

  it('goes on when the loop turns, however long it lives, and when it was stopped for longer than that', async () => {
    const running = startWatched('nothing');
    await until(() => turnsOf(running) > (3 * LIMIT_MS) / 50, running.output);
    running.child.kill('SIGSTOP');
    await sleep(3 * LIMIT_MS);
    const before = turnsOf(running);
    running.child.kill('SIGCONT');
    await until(() => turnsOf(running) > before + (2 * LIMIT_MS) / 50, running.output);
    running.stop('SIGKILL');
    await running.ended;
  });

  it('ends by itself when nothing else is to be done: the watch keeps nothing alive', async () => {
    const ending = startWatched('exit');
    expect(await ending.ended).toEqual({ code: 7, signal: null });
  });

  it('is left alone under a debugger, which stops the loop', async () => {
    const watched = startWatched('standStillAndExit', ['--inspect=127.0.0.1:0']);
    expect(await watched.ended).toEqual({ code: 7, signal: null });
  });
});

describe('the processes of a production system', () => {
  itInFullRun('are killed a minute after their event loop has begun to stand still', async () => {
    const production = await Production.open('stuck');
    try {
      const all = await Promise.all(
        (['api', 'worker', 'keeper'] as const).map((name) => production.start(name, {}, ['--require', STAND_STILL])),
      );
      for (const each of all) each.stop('SIGUSR2');
      for (const { ended, output } of all) {
        expect(await ended).toEqual({ code: null, signal: 'SIGKILL' });
        expect(output()).toContain('the event loop stands still');
      }
    } finally {
      await production.close();
    }
  });
});
