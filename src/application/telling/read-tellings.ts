import { type EntityManager, IsNull } from 'typeorm';
import { databaseNow } from '../../persistence/clock.js';
import { VictimNewsRow, VictimTellingRow } from '../../persistence/entities/telling.entities.js';
import { tellingMessage } from './telling-message.js';
import { rowsOf } from '../case/read-rows.js';

interface WaitingRow {
  caseId: string;
  caseNo: string;
  stolenSatang: string;
  dueAt: Date;
  attempts: number;
  lastAttemptAt: Date | null;
  victim: { name: string; phone: string };
  reporter: { name: string; phone: string };
  language: 'th' | 'en';
}

/**
 * An attempt that reached nobody sends a case back in the line, behind those that were due before
 * that attempt.
 */
const WAITING = `
  WITH waiting AS (
    SELECT n.case_id, min(n.due_at) AS due_at,
           (SELECT count(*)::int FROM victim_telling t WHERE t.case_id = n.case_id AND t.outcome = 'not_reached' AND t.noted_at >= min(n.at)) AS attempts,
           (SELECT max(t.noted_at) FROM victim_telling t WHERE t.case_id = n.case_id AND t.outcome = 'not_reached' AND t.noted_at >= min(n.at)) AS last_attempt_at
      FROM victim_news n WHERE n.telling_id IS NULL GROUP BY n.case_id),
  ranked AS (SELECT *, greatest(due_at, last_attempt_at) AS turn FROM waiting)
  SELECT w.case_id AS "caseId", f.case_no AS "caseNo", f.stolen_satang AS "stolenSatang", w.due_at AS "dueAt", w.attempts, w.last_attempt_at AS "lastAttemptAt",
         jsonb_build_object('name', c.body->'victim'->>'name', 'phone', c.body->'victim'->>'phone') AS victim,
         jsonb_build_object('name', c.body->'reporter'->>'name', 'phone', c.body->'reporter'->>'phone') AS reporter,
         c.body->>'language' AS language
    FROM ranked w JOIN case_file f ON f.id = w.case_id JOIN complaint c ON c.id = w.case_id
   WHERE $1::text IS NULL OR (w.turn, w.case_id) > (SELECT turn, case_id FROM ranked WHERE case_id = $1)
   ORDER BY w.turn, w.case_id LIMIT $2`;

/**
 * A page of the victims who are to be told something (P-TELL), one entry per case however much
 * there is to tell: the first due first. With whom to call and what to say. `next` is the `after`
 * of the next page.
 */
export async function readVictimsToTell(manager: EntityManager, query: { after?: string | undefined; limit: number }) {
  const now = await databaseNow(manager);
  const rows = await rowsOf<WaitingRow>(manager, WAITING, [query.after ?? null, query.limit + 1]);
  const page = rows.slice(0, query.limit);
  const victims = [];
  for (const { stolenSatang, dueAt, lastAttemptAt, ...row } of page) {
    const file = { id: row.caseId, caseNo: row.caseNo, stolenSatang: BigInt(stolenSatang) };
    const toTell = await readNewsToTell(manager, file);
    // Told while this page was read.
    if (toTell === null) continue;
    const line = {
      dueAt: dueAt.toISOString(),
      overdue: dueAt <= now,
      lastAttemptAt: lastAttemptAt?.toISOString() ?? null,
    };
    victims.push({ ...row, ...line, ...toTell });
  }
  return { asOf: now.toISOString(), victims, next: rows.length > page.length ? (page.at(-1)?.caseId ?? null) : null };
}

/** What there is to tell the victim of a case now, or null when he knows everything. */
export async function readNewsToTell(
  manager: EntityManager,
  file: { id: string; caseNo: string; stolenSatang: bigint },
) {
  const news = await manager.find(VictimNewsRow, {
    where: { caseId: file.id, tellingId: IsNull() },
    order: { at: 'ASC', id: 'ASC' },
  });
  const [oldest] = news;
  const newest = news.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  const { text } = await tellingMessage(manager, file, news);
  return {
    since: oldest.at.toISOString(),
    newsUntil: newest.at.toISOString(),
    dueAt: oldest.dueAt.toISOString(),
    text,
  };
}

/**
 * What the victim of a case was told, when and by which means, and when he could not be reached;
 * newest first.
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
