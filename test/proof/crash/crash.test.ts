import { makePlan } from '../../../tools/proof/crash/strike/plan.js';
import type { CrashReport } from '../../../tools/proof/crash/run.js';
import { itInFullRun } from '../../support/full-run.js';
import { runCommand } from '../../support/run-command.js';

const WITHIN_MS = 300_000;
/**
 * A seed with three kills: the API between a commit and its answer, PostgreSQL, and the worker.
 */
const SEED = 53;

/**
 * A dozen complaints seldom have an order that left in the second before the API fell. `npm run
 * crash` with many kills has some each time.
 */
const NEEDS_CHANCE = 'an order whose sender was killed is at its bank within three seconds';

/** What is asked after Temporal stood still; each must have looked at something. */
const WITHOUT_TEMPORAL = [
  'every question about a debit came to its bank in its time, without Temporal',
  'no hold is let go because the centre was silent',
  'what fell due while Temporal stood still was let go meanwhile',
];

const crash = (args: readonly string[]) => runCommand('crash', args);

describe('npm run crash', () => {
  itInFullRun(
    'kills processes while complaints flow, and nothing is lost, doubled or forgotten',
    async () => {
      const { code, output } = await crash(['--kills', '3', '--complaints', '12', '--seed', String(SEED), '--json']);
      const report = JSON.parse(output) as CrashReport;
      const broken = report.found.filter(({ violations }) => violations.length > 0);
      expect({ code, broken, verified: report.verified.ok, home: report.home }).toEqual({
        code: 0,
        broken: [],
        verified: true,
        home: null,
      });
      expect(report.kills.map(({ target }) => target)).toEqual(makePlan(SEED, 3, 12).kills.map(({ target }) => target));
      expect(report.kills.every(({ recoveryMs }) => recoveryMs !== null)).toBe(true);
      expect(report.figures.acts['complaint']?.acknowledged).toBe(12);
      const unasked = report.found.filter(({ checked }) => checked === 0).map(({ question }) => question);
      expect(unasked.filter((question) => question !== NEEDS_CHANCE)).toEqual([]);
    },
    WITHIN_MS,
  );

  itInFullRun(
    'lets Temporal stand still for longer than a bank may take to confirm, and no question, hold or release waits for it',
    async () => {
      const { code, output } = await crash(['--outage', '60', '--complaints', '12', '--seed', String(SEED), '--json']);
      const report = JSON.parse(output) as CrashReport;
      const broken = report.found.filter(({ violations }) => violations.length > 0);
      expect({ code, broken, verified: report.verified.ok }).toEqual({ code: 0, broken: [], verified: true });
      const asked = report.found.filter(({ question }) => WITHOUT_TEMPORAL.includes(question));
      expect(asked.map(({ checked }) => checked > 0)).toEqual(WITHOUT_TEMPORAL.map(() => true));
    },
    WITHIN_MS,
  );

  it('prints its usage when its arguments are wrong', async () => {
    expect((await crash(['--kills', 'many'])).code).toBe(2);
  });
});
