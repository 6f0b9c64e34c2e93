import type { EntityManager } from 'typeorm';
import { maxSatang } from '../../domain/money.js';
import { leavingOf, toldPerMinute } from '../../domain/queue/leaving-money.js';
import { placesOf, type QueueCaseShown, type ShownAdvice, type ShownTask } from '../../domain/queue/queue-order.js';
import { type ClockedTask, tasksOf } from '../../domain/queue/queue-task.js';
import { QueueCaseRow, QueuePlaceRow } from '../../persistence/entities/case/queue.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { iso, rowsOf } from '../case/work/read-rows.js';
import { type QueueRow, selectQueue } from './queue.queries.js';

/** So many cases are made again in one transaction. */
const BATCH = 100;
/** A reader makes so many batches at most, then it reads what there is; the next goes on. */
const MOST_BATCHES = 20;

/**
 * Brings the kept rows of the queue up to what is committed, and returns the database's time. One
 * statement where nothing has changed; else the cases that changed are read again, and those that
 * share a stolen sum with them, and no other.
 */
export async function followQueue(manager: EntityManager): Promise<Date> {
  for (let done = 0; ; done += 1) {
    const [state] = await rowsOf<{ now: Date; isBehind: boolean }>(manager, IS_BEHIND, []);
    if (state === undefined) throw new Error('the database has no clock');
    if (!state.isBehind || done === MOST_BATCHES) return state.now;
    await inTransaction(manager.dataSource, followOnce);
  }
}

/** The events that were committed after those that `seen` (SQL, a `pg_snapshot`) sees. */
const newsAfter = (seen: string) => `e.xid >= pg_snapshot_xmin(${seen}) AND NOT pg_visible_in_snapshot(e.xid, ${seen})`;

/** The mark `seen` (SQL, a `pg_snapshot`) is of another server, whose dump was loaded here: it tells nothing of this one. */
const isOfAnotherServer = (seen: string) => `pg_snapshot_xmax(${seen}) > pg_snapshot_xmax(pg_current_snapshot())`;

const IS_BEHIND = `
  SELECT now() AS now,
         EXISTS (SELECT 1 FROM queue_case WHERE fresh_until <= now())
      OR EXISTS (SELECT 1 FROM queue_follow f WHERE ${isOfAnotherServer('f.seen::pg_snapshot')})
      OR EXISTS (SELECT 1 FROM queue_follow f JOIN audit_event e ON ${newsAfter('f.seen::pg_snapshot')}) AS "isBehind"`;

/**
 * The cases (`concerned`) of which something was committed since the snapshot `$1`, and those that share
 * a stolen sum with them. A change of a rule concerns every case, and so does a mark of another server.
 */
const CONCERNED = `
       news AS (SELECT e.chain, bool_or(e.type = 'rule_change.decided') AS is_law FROM audit_event e
                 WHERE ${newsAfter('$1::pg_snapshot')} GROUP BY e.chain),
       concerned AS (
         SELECT chain AS id FROM news
         UNION SELECT other.case_id FROM claim other WHERE other.stolen_sum_id = ANY (ARRAY(
                 SELECT own.stolen_sum_id FROM claim own WHERE own.case_id = ANY (ARRAY(SELECT chain FROM news))))
         UNION SELECT q.case_id FROM queue_case q WHERE (SELECT bool_or(is_law) FROM news) OR ${isOfAnotherServer('$1::pg_snapshot')}
         UNION SELECT c.id FROM case_file c WHERE c.closed_at IS NULL AND ${isOfAnotherServer('$1::pg_snapshot')})`;

/**
 * Marks what changed since the snapshot `$1`, and notes the snapshot of this statement: every event is
 * seen by one of them, in whatever order transactions commit.
 */
const MARK_CHANGED = `
  WITH ${CONCERNED},
       marked AS (
         INSERT INTO queue_case (case_id, fresh_until)
         SELECT c.id, '-infinity' FROM case_file c
          WHERE c.id = ANY (ARRAY(SELECT id FROM concerned)) -- arrays, so that the indexes are used
            AND (c.closed_at IS NULL OR EXISTS (SELECT 1 FROM queue_case q WHERE q.case_id = c.id))
         ON CONFLICT (case_id) DO UPDATE SET fresh_until = EXCLUDED.fresh_until)
  UPDATE queue_follow SET seen = pg_current_snapshot()::text`;

/**
 * The cases after `$2` that the queue shows as it keeps them, now and until something changes: those
 * that are open, or that it keeps something of.
 */
const SETTLED = `
  WITH ${CONCERNED},
       known AS (SELECT id FROM case_file WHERE closed_at IS NULL
                 UNION SELECT case_id FROM queue_case UNION SELECT case_id FROM queue_place)
  SELECT k.id FROM known k
   WHERE k.id > $2 AND k.id NOT IN (SELECT id FROM concerned)
     AND NOT EXISTS (SELECT 1 FROM queue_case q WHERE q.case_id = k.id AND q.fresh_until <= now())
   ORDER BY k.id LIMIT $3`;

/** Reads the next cases after an id that the mark `seen` says are kept as they are. */
export async function settledCases(
  manager: EntityManager,
  seen: string,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  return (await rowsOf<{ id: string }>(manager, SETTLED, [seen, after, limit])).map(({ id }) => id);
}

/** The time by which rows are made, and when the law next changes. */
const CLOCK = `
  SELECT now() AS now,
         (SELECT min(at) FROM rule_row r CROSS JOIN LATERAL (VALUES (r.effective_from), (r.effective_to)) AS change (at)
           WHERE at > now()) AS "nextLawAt"`;

const TAKE_STALE = `
  SELECT clock.*,
         ARRAY(SELECT case_id FROM queue_case WHERE fresh_until <= now() ORDER BY fresh_until, case_id LIMIT $1) AS ids
    FROM (${CLOCK}) clock`;

/** One at a time follows: who comes second waits, and finds little left. */
async function followOnce(manager: EntityManager): Promise<void> {
  const [follow] = await rowsOf<{ seen: string }>(manager, 'SELECT seen FROM queue_follow FOR UPDATE', []);
  if (follow === undefined) throw new Error('the queue follows nothing: its row is missing');
  await manager.query(MARK_CHANGED, [follow.seen]);
  const [stale] = await rowsOf<Clock & { ids: string[] }>(manager, TAKE_STALE, [BATCH]);
  if (stale === undefined || stale.ids.length === 0) return;
  const { ids, ...clock } = stale;
  const made = await makeCases(manager, ids, clock);
  await manager.query(
    'WITH places AS (DELETE FROM queue_place WHERE case_id = ANY ($1)) DELETE FROM queue_case WHERE case_id = ANY ($1)',
    [ids],
  );
  if (made.length === 0) return;
  await manager.insert(
    QueueCaseRow,
    made.map(({ kept }) => kept),
  );
  await manager.insert(
    QueuePlaceRow,
    made.flatMap(({ places }) => places),
  );
}

/** The rows of an open case. */
interface MadeCase {
  kept: QueueCaseRow;
  places: QueuePlaceRow[];
}

interface Clock {
  now: Date;
  nextLawAt: Date | null;
}

/** Makes the rows of cases as the queue would keep them now, and writes nothing; a closed case has none. */
export async function makeAgain(manager: EntityManager, ids: readonly string[]): Promise<MadeCase[]> {
  const [clock] = await rowsOf<Clock>(manager, CLOCK, []);
  if (clock === undefined) throw new Error('the database has no clock');
  return makeCases(manager, ids, clock);
}

async function makeCases(manager: EntityManager, ids: readonly string[], clock: Clock): Promise<MadeCase[]> {
  const made: MadeCase[] = [];
  for (const row of await selectQueue(manager, ids)) made.push(await makeCase(manager, row, clock));
  return made;
}

/** Far enough that something else changes before. */
const NEVER = new Date('9999-12-31T00:00:00Z');

async function makeCase(manager: EntityManager, row: QueueRow, { now, nextLawAt }: Clock): Promise<MadeCase> {
  const rulebook = await loadRulebook(manager, row.rulebook);
  const money = row.money.map(({ account, looseSatang, heldSatang, arrivedAt }) => ({
    account,
    looseSatang: BigInt(looseSatang),
    heldSatang: BigInt(heldSatang),
    arrivedAt: new Date(arrivedAt),
  }));
  const asked = new Map(
    row.asked.map(({ id, account, amountSatang, owedSince }) => [
      id,
      {
        account,
        amountSatang: amountSatang === null ? null : BigInt(amountSatang),
        owedSince: owedSince === null ? null : new Date(owedSince),
      },
    ]),
  );
  const work = row.work.map((open) => ({
    ...open,
    startedAt: new Date(open.startedAt),
    dueAt: open.dueAt === null ? null : new Date(open.dueAt),
  }));
  const tasks = tasksOf({ ...row, money, asked }, work, { rulebook, now });
  const { changesAt, ...leaving } = leavingOf(money, row.waitsMs, now);
  const { advice, validUntil } = adviceOf(row);
  const ends = [changesAt, validUntil, nextLawAt];
  const shown: QueueCaseShown = {
    caseNo: row.caseNo,
    caseType: row.caseType,
    status: row.status,
    openedAt: row.openedAt.toISOString(),
    victimInstitution: row.victimInstitution,
    assignedRoute: row.assignedRoute,
    linkedCases: row.linkedCases,
    stolenSatang: row.stolenSatang,
    heldSatang: row.heldSatang,
    toldSatang: row.toldSatang,
    tasks: tasks.map(shownTask),
    leaving: {
      ...leaving,
      looseSatang: leaving.looseSatang.toString(),
      perMinuteSatang: toldPerMinute(leaving)?.toString() ?? null,
    },
    advice,
  };
  const parties = [
    ...(row.victimInstitution === null ? [] : [row.victimInstitution]),
    ...row.work.flatMap(({ party }) => party ?? []),
  ];
  return {
    kept: {
      caseId: row.id,
      freshUntil: new Date(Math.min(...ends.map((at) => (at ?? NEVER).getTime()))),
      shown,
    },
    places: placesOf(row.id, tasks, leaving, advice).map(({ tab, lead, task, ofTab, orders }) => ({
      tab,
      caseId: row.id,
      lead,
      dueAt: task.dueAt,
      byTime: orders.time,
      byRisk: orders.risk,
      byAdvice: orders.advice,
      byDoubts: orders.doubts,
      caseNo: row.caseNo,
      caseType: row.caseType,
      status: row.status,
      route: row.assignedRoute,
      parties: [...new Set(parties)],
      tasks: ofTab.map((each) => each.task),
      clockOwners: ofTab.map((each) => each.clockOwner),
      stolenSatang: BigInt(row.stolenSatang),
      atRiskSatang: atRiskOf(shown),
      assignee: row.assignee,
    })),
  };
}

function adviceOf({ advice }: QueueRow): { advice: ShownAdvice | null; validUntil: Date | null } {
  if (advice === null) return { advice: null, validUntil: null };
  const { validUntil, ...shown } = advice;
  return { advice: shown, validUntil: new Date(validUntil) };
}

function shownTask({ startedAt, dueAt, savesSatang, ...task }: ClockedTask): ShownTask {
  return {
    ...task,
    startedAt: startedAt.toISOString(),
    dueAt: iso(dueAt),
    savesSatang: savesSatang === null ? null : savesSatang.toString(),
  };
}

/** What was stolen and is not held. */
export function atRiskOf({ stolenSatang, heldSatang }: Pick<QueueCaseShown, 'stolenSatang' | 'heldSatang'>): bigint {
  return maxSatang(BigInt(stolenSatang) - BigInt(heldSatang), 0n);
}
