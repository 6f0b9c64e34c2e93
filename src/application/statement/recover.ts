import type { DataSource, EntityManager } from 'typeorm';
import { caseNumbersLeftOut } from '../../domain/statement/case-numbers-left-out.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { newestNamed } from '../../persistence/audit/checkpoint.js';
import type { KeptCheckpoints } from '../../persistence/audit/kept-checkpoint.js';
import { keptOutside, mayBeRestored } from '../../persistence/audit/may-be-restored.js';
import { awaitsRecovery, lockRecovery, writeRecovery } from '../../persistence/audit/recovery.js';
import { databaseNow } from '../../persistence/clock.js';
import type { RecoveryRow } from '../../persistence/entities/traffic/audit.entities.js';
import { insertTogether } from '../../persistence/insert-together.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { rowsOf } from '../case/work/read-rows.js';
import { pageToAsk } from './ask-statements.js';

/** The recovery on record, whether anything had asked for one, and how many institutions were asked. */
export interface Recovered {
  recovery: RecoveryRow;
  wasNeeded: boolean;
  institutions: number;
}

/**
 * Puts on record that the database is recovered to an instant, so that the processes serve again: case numbers that
 * may have been given out since are left out, and every institution is asked to state all that it knows of the
 * centre's orders. What is kept outside goes on from the newest checkpoint of the database, by the word of the person.
 * On a database that nobody suspects it does the same. Undefined, and nothing is on record, for an instant to come.
 */
export async function recover(
  db: DataSource,
  { at, by, kept }: { at: Date; by: string; kept: KeptCheckpoints },
): Promise<Recovered | undefined> {
  // Noted first: what is kept outside tells of it no more when the rest fails halfway.
  const wasNeeded = await awaitsRecovery(db, kept);
  return inTransaction(db, async (manager) => {
    await lockRecovery(manager);
    const now = await databaseNow(manager);
    if (at > now) return undefined;
    const mayBe = wasNeeded || (await mayBeRestored(manager, kept));
    const { from, through } = await leaveOut(manager, await howMany(manager, now.getTime() - at.getTime()));
    const institutions = await askAll(manager, now);
    const recovery = await writeRecovery(manager, kept, {
      recoveredTo: at,
      recordedBy: by,
      caseNoFrom: from,
      caseNoThrough: through,
    });
    if (mayBe) await goOnFromDatabase(manager, kept, by);
    return { recovery, wasNeeded: mayBe, institutions };
  });
}

/** Lets the keeper sign on from what the database has, with the word of the person on record. */
async function goOnFromDatabase(manager: EntityManager, kept: KeptCheckpoints, by: string): Promise<void> {
  const found = await newestNamed(manager);
  const outside = keptOutside(kept);
  kept.acknowledge({
    by,
    reason: 'restored_backup',
    kept: outside === undefined || outside === 'unread' ? null : outside,
    found: found ?? null,
  });
  if (found === undefined) kept.forget();
  else kept.keep(found);
}

async function howMany(manager: EntityManager, lostMs: number): Promise<number> {
  const [busiest] = await rowsOf<{ n: number }>(
    manager,
    `SELECT coalesce(max(n), 0)::integer AS n FROM (
       SELECT count(*) AS n FROM case_file WHERE opened_at >= now() - interval '31 days' GROUP BY date_trunc('day', opened_at)) AS days`,
    [],
  );
  return caseNumbersLeftOut({ lostMs, busiestDay: busiest?.n ?? 0 });
}

/** Draws so many case numbers, which nobody gets. */
async function leaveOut(manager: EntityManager, count: number): Promise<{ from: number; through: number }> {
  const [drawn] = await rowsOf<{ from: number; through: number }>(
    manager,
    `SELECT min(n)::integer AS "from", max(n)::integer AS through
       FROM (SELECT nextval('case_no_seq') AS n FROM generate_series(1, $1)) AS drawn`,
    [count],
  );
  if (drawn === undefined) throw new Error('no case number was drawn');
  return drawn;
}

/** Asks every institution to state all that it knows. Returns how many there are. */
async function askAll(manager: EntityManager, now: Date): Promise<number> {
  const institutions = await rowsOf<{ slug: string }>(
    manager,
    `SELECT slug FROM party WHERE kind = 'institution' ORDER BY slug`,
    [],
  );
  const asked: { statementId: string; institution: string; since: null }[] = [];
  for (const { slug: institution } of institutions) {
    const page = await pageToAsk(manager, { institution, since: null, afterPlace: null }, now);
    await insertTogether(manager, page.rows, [page.beside]);
    asked.push({ statementId: page.id, institution, since: null });
  }
  await appendAudit(
    manager,
    SYSTEM_CHAIN,
    'system',
    now,
    asked.map((payload) => ({ type: 'statement.asked', payload })),
  );
  return institutions.length;
}

/** What an institution has stated since a recovery. */
export interface CameBack {
  institution: string;
  /** It has stated all. */
  hasAnswered: boolean;
  /** How many orders it named. */
  orders: number;
  /** Orders by which it holds money and that are not on record, and how much that is. */
  unknown: number;
  unknownSatang: string;
  /** Breaks about its holds since then that are open. */
  breaks: number;
}

/** Reads what has come back from each institution that was asked at a recovery. */
export async function readCameBack(manager: EntityManager, { at }: Pick<RecoveryRow, 'at'>): Promise<CameBack[]> {
  return rowsOf(
    manager,
    `SELECT r.institution, bool_or(p.is_last AND p.answered_at IS NOT NULL) AS "hasAnswered", coalesce(sum(p.orders), 0)::integer AS orders,
            (SELECT count(*)::integer FROM lost_order o WHERE o.institution = r.institution AND o.found_at >= $1) AS unknown,
            (SELECT coalesce(sum(o.held_satang), 0)::text FROM lost_order o WHERE o.institution = r.institution AND o.found_at >= $1) AS "unknownSatang",
            (SELECT count(*)::integer FROM break_record b JOIN hold h ON h.id = b.hold_id
              WHERE h.institution = r.institution AND b.opened_at >= $1 AND b.closed_at IS NULL) AS breaks
       FROM hold_statement r JOIN hold_statement p ON p.round_id = r.id
      WHERE r.id = r.round_id AND r.since IS NULL AND r.asked_at = $1 GROUP BY r.institution ORDER BY r.institution`,
    [at],
  );
}

/**
 * Leaves out more case numbers where an institution states an order of a later one than was left out. Returns the
 * highest that was stated; null: none.
 */
export async function leaveOutStated(db: DataSource): Promise<number | null> {
  return inTransaction(db, async (manager) => {
    const [stated] = await rowsOf<{ highest: number | null }>(
      manager,
      `SELECT max(substring(as_ordered ->> 'caseNo' FROM '^RG[0-9]{4}-([0-9]{7})-[0-9]$')::integer) AS highest FROM lost_order`,
      [],
    );
    const highest = stated?.highest ?? null;
    if (highest === null) return null;
    const { through } = await leaveOut(manager, 1);
    if (through < highest) await leaveOut(manager, highest - through);
    return highest;
  });
}
