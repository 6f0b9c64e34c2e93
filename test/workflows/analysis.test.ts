import { createRequire } from 'node:module';
import { after, HOUR_MS, MINUTE_MS } from '../../src/domain/time.js';
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
      // The clock may go on to what the case waits for before its end is heard here.
      const releasedAt = hold.changes.findLast(({ to }) => to === 'released')?.at ?? new Date(Number.NaN);
      expect(releasedAt.getTime() - now.getTime()).toBeLessThan(HOUR_MS + MINUTE_MS);
      await time.ends(handle);
    },
    60_000,
  );
});

const { suites } = createRequire(__filename)('../../.config/suites.cjs') as {
  suites: { name: string; onceMoreWith?: Record<string, string[]> }[];
};

describe('the suite of workflows', () => {
  it('runs with each analysis: broken in `npm test`, and once more with every other in the full run', () => {
    const asked = suites.find(({ name }) => name === 'workflows')?.onceMoreWith?.['RANGAP_TEST_ANALYSIS'] ?? [];
    expect(['broken', ...asked].sort()).toEqual([...ANALYSIS_MODES].sort());
  });
});
