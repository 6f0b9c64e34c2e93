import type { EntityManager } from 'typeorm';
import { publicPeriod, publishable, REPORT_DELAY_MINUTES } from '../../domain/statistics/public-statistics.js';
import { databaseNow } from '../../persistence/clock.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { selectHoldsOfMonth } from '../overview/overview.queries.js';
import { selectReleaseFigures, selectSavedByDelay } from './statistics.queries.js';

/**
 * Reads what the centre publishes: whole days that are over for long enough, and no figure that
 * rests on fewer cases than P-PUBLIC says. No total stands beside a table, because the one row that
 * is hidden would follow from it.
 */
export async function readPublicStatistics(manager: EntityManager) {
  const period = publicPeriod(await loadRulebook(manager, 'th'), await databaseNow(manager));
  const { leastCount } = period;
  const parties = await loadPartyDirectory(manager);
  const holds = await selectHoldsOfMonth(manager, period);
  const saved = new Map((await selectSavedByDelay(manager, period)).map((row) => [row.span, row]));
  const releases = await selectReleaseFigures(manager, period);
  const { held, wrongful, wrongfulHeldP50Seconds, released, releaseP50Seconds, releaseP90Seconds, late } = releases;
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    ruleRowId: period.ruleRowId,
    leastCount,
    timeToHold: holds.map(({ institution, held: heldHere, timeToHoldP50Seconds, timeToHoldP90Seconds }) => ({
      institution,
      nameTh: parties.find(institution)?.nameTh ?? institution,
      nameEn: parties.find(institution)?.nameEn ?? institution,
      ...publishable(heldHere, leastCount, { held: heldHere, timeToHoldP50Seconds, timeToHoldP90Seconds }),
    })),
    savedByDelay: [0, ...REPORT_DELAY_MINUTES].map((fromMinutes, span) => {
      const { cases, stolenSatang, savedSatang } = saved.get(span) ?? { cases: 0, stolenSatang: '0', savedSatang: '0' };
      return {
        fromMinutes,
        toMinutes: REPORT_DELAY_MINUTES[span] ?? null,
        ...publishable(cases, leastCount, { cases, stolenSatang, savedSatang }),
      };
    }),
    wrongfulHolds: publishable(wrongful, leastCount, {
      held,
      wrongful,
      wrongfulHeldP50Seconds,
    }),
    releases: publishable(released, leastCount, { released, releaseP50Seconds, releaseP90Seconds, late }),
  };
}
