import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/embedded/home.js';
import { after, HOUR_MS, MINUTE_MS } from '../../src/domain/time.js';
import { itInFullRun } from '../support/full-run.js';
import { ANALYSIS_MODES, type AnalysisMode } from './support/analysis-mode.js';
import { bank } from './support/bank.js';
import { whatWasDone } from './support/history.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

describe('a complaint while the analysis is', () => {
  let time: SkippingTime;
  const before = process.env['RANGAP_TEST_ANALYSIS'];
  const begin = async (mode: AnalysisMode): Promise<void> => {
    process.env['RANGAP_TEST_ANALYSIS'] = mode;
    time = await startSkippingTime();
  };
  afterEach(async () => {
    await time.stop();
    if (before === undefined) delete process.env['RANGAP_TEST_ANALYSIS'];
    else process.env['RANGAP_TEST_ANALYSIS'] = before;
  });

  it.each(ANALYSIS_MODES)(
    '%s is held, asked about, released on time and closed',
    async (mode) => {
      await begin(mode);
      const inCase = await time.world.open('C1');
      inCase.ask('amlo');
      inCase.ask('bot');
      inCase.answering.add('amlo').add('bot');
      const now = await time.now();
      const placed = {
        caseId: 'C1',
        institution: 'th-004',
        requestedSatang: 100_000n,
        expiresAt: after(now, HOUR_MS),
        bank: bank(),
      };
      const hold = time.world.holds.add(placed, now);
      const holdHandle = await time.startHold(hold.holdId, 'th-004');
      const handle = await time.startComplaint('C1', inCase.written());
      await time.sleep(MINUTE_MS);
      expect(inCase.questions.map(({ state }) => state)).toEqual(['answered', 'answered']);
      // Within the task that sent the questions: its result wakes nobody.
      const { locally, inQueue } = await whatWasDone(handle);
      const timesOf = (types: readonly string[]): number => types.filter((type) => type === 'adviseOnCase').length;
      const times = [time.world.adviceAsked, timesOf(locally), timesOf(inQueue)];
      expect(times).toEqual(mode === 'off' ? [0, 0, 0] : [1, 1, 0]);
      await time.ends(holdHandle);
      expect(hold.facts.state).toBe('released');
      expect((await time.now()).getTime() - now.getTime()).toBeLessThan(HOUR_MS + MINUTE_MS);
      await time.ends(handle);
    },
    60_000,
  );
});

describe('every other test of workflows', () => {
  const tests = readdirSync(__dirname).filter(
    (name) => name.endsWith('.test.ts') && name !== path.basename(__filename),
  );

  for (const mode of ANALYSIS_MODES) {
    itInFullRun(
      `passes while the analysis is ${mode}`,
      () => {
        const jest = path.join(projectDir(), 'node_modules', '.bin', 'jest');
        const files = tests.map((name) => path.join('test', 'workflows', name));
        const { status, stderr } = spawnSync(jest, ['--selectProjects', 'workflows', '--runTestsByPath', ...files], {
          cwd: projectDir(),
          env: { ...process.env, RANGAP_TEST_ANALYSIS: mode },
          encoding: 'utf8',
        });
        expect(status === 0 ? '' : stderr.slice(-4_000)).toBe('');
      },
      600_000,
    );
  }
});
