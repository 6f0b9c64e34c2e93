import type { DayReport } from '../../../tools/proof/simulate/report.js';
import { itInFullRun } from '../../support/full-run.js';
import { runCommand } from '../../support/run-command.js';

const WITHIN_MS = 600_000;

const simulate = (args: readonly string[]) => runCommand('simulate', args);

describe('npm run simulate', () => {
  itInFullRun(
    'plays a short bad day over the wire, and the record keeps every invariant',
    async () => {
      const { code, output } = await simulate(['--scenario', 'bad-day', '--seed', '1', '--duration', '20s', '--json']);
      const report = JSON.parse(output) as DayReport;
      const { ok, allOver, failed, verify } = report;
      expect({ code, ok, allOver, failed, verify }).toEqual({
        code: 0,
        ok: true,
        allOver: true,
        failed: [],
        verify: { clean: true, broken: [] },
      });
      expect(report.complaints).toBeGreaterThan(0);
      expect(Object.values(report.holds).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
      expect(report.savedBaht + report.heldAtInnocentsBaht).toBeLessThanOrEqual(report.stolenBaht);
    },
    WITHIN_MS,
  );

  itInFullRun('names what is wrong when its arguments or its scenario are', async () => {
    expect((await simulate(['--duration', 'long'])).code).toBe(2);
    expect((await simulate(['--scenario', 'no-such-day'])).code).toBe(2);
  });
});
