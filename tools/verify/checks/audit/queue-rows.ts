import { isDeepStrictEqual } from 'node:util';
import { type EntityManager, In } from 'typeorm';
import { makeAgain, settledCases } from '../../../../src/application/queue/follow-queue.js';
import { QueueCaseRow, QueuePlaceRow } from '../../../../src/persistence/entities/case/queue.entities.js';
import type { Check, CheckResult } from '../../check.js';

/** So many cases are made again at once: one statement reads what each shows. */
const PAGE = 100;

/** The mark of what the queue has followed; one that is none would tell every reader nothing. */
const MARK = `
  SELECT f.seen, pg_input_is_valid(f.seen, 'pg_snapshot') AS "isMark" FROM queue_follow f`;

/**
 * What the queue shows is kept beside the record, and no seal covers it: a row that was changed, or is
 * missing, hides a case from those who would act on it. So each is made again and compared, but for those
 * that the next reader makes again anyway, because their case has changed or their time is over.
 */
export const queueRows: Check = {
  id: 'QUEUE',
  title: 'the queue keeps of each open case what making it anew from the record gives',
  run: ({ manager }) => compared(manager),
};

async function compared(manager: EntityManager): Promise<CheckResult> {
  const marks: { seen: string; isMark: boolean }[] = await manager.query(MARK);
  const [mark] = marks;
  if (mark === undefined || marks.length > 1 || !mark.isMark) {
    return { checked: 0, violations: ['queue_follow: does not say up to where the queue has followed the record'] };
  }
  const violations: string[] = [];
  let checked = 0;
  for (let after = ''; ;) {
    const ids = await settledCases(manager, mark.seen, { after, limit: PAGE });
    const last = ids.at(-1);
    if (last === undefined) return { checked, violations };
    violations.push(...(await faultsOf(manager, ids)));
    checked += ids.length;
    after = last;
  }
}

async function faultsOf(manager: EntityManager, ids: string[]): Promise<string[]> {
  const made = await makeAgain(manager, ids);
  const kept = await manager.findBy(QueueCaseRow, { caseId: In(ids) });
  const places = await manager.findBy(QueuePlaceRow, { caseId: In(ids) });
  return ids.flatMap((id) => {
    const own = made.find((each) => each.kept.caseId === id);
    const row = kept.find(({ caseId }) => caseId === id);
    const at = places.filter(({ caseId }) => caseId === id);
    if (own === undefined) return [`${id}: is kept in the queue, and is no open case`];
    if (row === undefined) return [`${id}: is an open case that the queue does not show`];
    return [
      ...(isSame(row, own.kept) ? [] : [`${id}: is shown in the queue otherwise than the record says`]),
      ...(isSame(byTab(at), byTab(own.places)) ? [] : [`${id}: stands elsewhere in the queue than the record says`]),
    ];
  });
}

function byTab(places: readonly QueuePlaceRow[]): QueuePlaceRow[] {
  return places.toSorted((one, other) => (one.tab < other.tab ? -1 : 1));
}

/** Compares rows as JSON says them: what was read is an entity, and what was made is none. */
function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? `${each}` : each)));
  return isDeepStrictEqual(plain(one), plain(other));
}
