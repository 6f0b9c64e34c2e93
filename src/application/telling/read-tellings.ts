import { type EntityManager, IsNull } from 'typeorm';
import { databaseNow } from '../../persistence/clock.js';
import { VictimNewsRow, VictimTellingRow } from '../../persistence/entities/case/telling.entities.js';
import { tellingMessage } from './telling-message.js';
import { victimsWaiting } from './telling.queries.js';

/**
 * Reads a page of the victims to tell (P-TELL), one entry per case, the first due first, with whom
 * to call and what to say. `next` is the `after` of the next page.
 */
export async function readVictimsToTell(manager: EntityManager, query: { after?: string | undefined; limit: number }) {
  const now = await databaseNow(manager);
  const rows = await victimsWaiting(manager, query.after ?? null, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const victims = [];
  for (const { stolenSatang, dueAt, lastAttemptAt, ...row } of page) {
    const caseFile = { id: row.caseId, caseNo: row.caseNo, stolenSatang: BigInt(stolenSatang) };
    const toTell = await readNewsToTell(manager, caseFile);
    // The victim was told while this page was read.
    if (toTell === null) continue;
    const turn = {
      dueAt: dueAt.toISOString(),
      overdue: dueAt <= now,
      lastAttemptAt: lastAttemptAt?.toISOString() ?? null,
    };
    victims.push({ ...row, ...turn, ...toTell });
  }
  return { asOf: now.toISOString(), victims, next: rows.length > page.length ? (page.at(-1)?.caseId ?? null) : null };
}

/** Reads the news to tell the victim of a case now, or null when the victim knows everything. */
export async function readNewsToTell(
  manager: EntityManager,
  caseFile: { id: string; caseNo: string; stolenSatang: bigint },
) {
  const news = await manager.find(VictimNewsRow, {
    where: { caseId: caseFile.id, tellingId: IsNull() },
    order: { at: 'ASC', id: 'ASC' },
  });
  const [oldest] = news;
  const newest = news.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  const { text } = await tellingMessage(manager, caseFile, news);
  return {
    since: oldest.at.toISOString(),
    newsUntil: newest.at.toISOString(),
    dueAt: oldest.dueAt.toISOString(),
    text,
  };
}

/**
 * Reads when, by which means and with which words the victim of a case was told, and the attempts
 * that reached nobody; newest first.
 */
export async function readTellings(manager: EntityManager, caseId: string) {
  const rows = await manager.find(VictimTellingRow, { where: { caseId }, order: { notedAt: 'DESC', id: 'DESC' } });
  return rows.map(({ id, outcome, means, person, at, message, note }) => ({
    id,
    outcome,
    means,
    person,
    note,
    at: at.toISOString(),
    text: message?.text ?? null,
  }));
}
