import type { DataSource, EntityManager } from 'typeorm';
import {
  type PublicFigures,
  type PublicPeriod,
  publicFigures,
  publicPeriod,
} from '../../domain/statistics/public-statistics.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { PublicStatisticsRow } from '../../persistence/entities/money/statistics.entities.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { selectHoldsOfMonth } from '../overview/overview.queries.js';
import { insertOnce, selectReleaseFigures, selectSavedByDelay } from './statistics.queries.js';

/**
 * Reads what the centre publishes (P-PUBLIC). The figures of a month are counted once, when they
 * are first asked for, and never again: whoever compares two readings of a month would otherwise
 * see the one case that changed between them.
 */
export async function readPublicStatistics(db: DataSource): Promise<PublicFigures> {
  const period = publicPeriod(await loadRulebook(db.manager, 'th'), await databaseNow(db.manager));
  return (await publishedFigures(db.manager, period.month)) ?? (await publish(db, period));
}

async function publishedFigures(manager: EntityManager, month: string): Promise<PublicFigures | undefined> {
  return (await manager.findOneBy(PublicStatisticsRow, { month }))?.figures;
}

/** Counts and keeps the figures of a month; of two that do so at once, one is kept. */
function publish(db: DataSource, period: PublicPeriod): Promise<PublicFigures> {
  return inTransaction(db, async (manager) => {
    const parties = await loadPartyDirectory(manager);
    const holds = await selectHoldsOfMonth(manager, period);
    const figures = publicFigures(period, {
      holds: holds.map(({ institution, held, timeToHoldP50Seconds, timeToHoldP90Seconds }) => {
        const { nameTh, nameEn } = parties.find(institution) ?? { nameTh: institution, nameEn: institution };
        return { institution, nameTh, nameEn, held, timeToHoldP50Seconds, timeToHoldP90Seconds };
      }),
      saved: await selectSavedByDelay(manager, period),
      releases: await selectReleaseFigures(manager, period),
    });
    const now = await databaseNow(manager);
    const { month, ruleRowId } = period;
    if (!(await insertOnce(manager, { month, figures, publishedAt: now }))) {
      const first = await publishedFigures(manager, month);
      if (first === undefined) throw new Error(`the figures of ${month} are neither new nor there`);
      return first;
    }
    const payload = { month, ruleRowId };
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, [{ type: 'statistics.published', payload }]);
    return figures;
  });
}
