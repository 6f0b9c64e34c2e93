import { type EntityManager, In } from 'typeorm';
import { section7Until } from '../../../domain/case/sum/again.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { groupBy } from '../../case/work/read-rows.js';
import { standingNotices } from '../change/rest-on-notice.js';
import { complaintClocksAt } from './complaint-clock.js';
import { type Extension, extendHold } from './extend-hold.js';
import { section7Extension } from './section7-power.js';

/** What a reading of powers needs of a transaction on a case. */
type Reading = Pick<CaseWork, 'manager' | 'rulebook' | 'now'>;

/**
 * Reads by which powers, beside the notices, a live hold would go on if the one that it goes by ended: below a
 * suspicion section 7, where a complaint gives it still; below a suspension of the centre an order of an
 * inquiry officer that still runs. An order of an inquiry officer takes over what the centre relayed or
 * ordered, so that nothing of it is left below.
 */
export async function powersBeside(reading: Reading, hold: HoldRow): Promise<Extension[]> {
  return (await powersBesideOf(reading, [hold])).get(hold.id) ?? [];
}

/** Reads the same of several holds, by hold; none is left out. Three statements at most. */
export async function powersBesideOf(
  reading: Reading,
  holds: readonly HoldRow[],
): Promise<ReadonlyMap<string, Extension[]>> {
  const live = holds.filter(({ state }) => LIVE_HOLD_STATES.includes(state));
  const suspected = live.filter(({ kind }) => kind === 'section6');
  const suspended = live.filter(({ kind }) => kind === 'aoc_suspension');
  return new Map([...(await section7Beside(reading, suspected)), ...(await continuedBeside(reading, suspended))]);
}

/**
 * Lets a hold go on by what is left once the power that it goes by has ended: the longest notice, else another
 * power beside it. Returns whether anything is left.
 */
export async function goOnByRest(work: CaseWork, hold: HoldRow): Promise<boolean> {
  for (const extension of [...(await powersBeside(work, hold)), ...(await noticeBeside(work, hold))])
    if (await extendHold(work, hold, { ...extension, follows: true })) return true;
  return false;
}

/** Returns the extension by the longest notice that a hold of another power rests on. */
async function noticeBeside(work: CaseWork, hold: HoldRow): Promise<Extension[]> {
  const [notice] = hold.kind === 'section6' ? [] : await standingNotices(work, hold.id);
  if (notice === undefined) return [];
  const asked = { freezeRequestId: null, seizureWarrantNo: null };
  return [{ kind: 'section6', debitConfirmed: false, until: notice.expiresAt, ...asked, notice }];
}

async function section7Beside(
  { manager, rulebook, now }: Reading,
  holds: readonly HoldRow[],
): Promise<[string, Extension[]][]> {
  const complaints = await complaintsOf(manager, holds);
  const claimed = holds.filter(({ id }) => complaints.get(id)?.isClaimed === true);
  const clockOf = await complaintClocksAt(
    manager,
    claimed.map(({ stolenSumId }) => stolenSumId),
    now,
  );
  return claimed.flatMap((hold): [string, Extension[]][] => {
    const { isDebitConfirmed: debitConfirmed = false, urgentFrom = null } = complaints.get(hold.id) ?? {};
    const complaint = clockOf(hold.stolenSumId);
    const until = section7Until(hold, { complaint, debitConfirmed, urgentFrom }, { rulebook, now });
    return until > now ? [[hold.id, [section7Extension(debitConfirmed, urgentFrom)]]] : [];
  });
}

/** What of a complaint lets section 7 keep a hold beside a suspicion. */
interface ComplaintBeside {
  holdId: string;
  isClaimed: boolean;
  isDebitConfirmed: boolean;
  urgentFrom: Date | null;
}

/**
 * Reads whether a victim who holds the account claims the money of each hold, and nobody ended section 7 of it by
 * a finding for its holder; whether the debit is confirmed; and from when its urgent time is counted where that
 * began anew.
 */
async function complaintsOf(
  manager: EntityManager,
  holds: readonly HoldRow[],
): Promise<ReadonlyMap<string, ComplaintBeside>> {
  if (holds.length === 0) return new Map();
  const rows = await manager.query<ComplaintBeside[]>(
    `SELECT asked.hold_id AS "holdId",
            d.state IS DISTINCT FROM 'denied'
              AND EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
                           WHERE c.stolen_sum_id = s.id AND c.ended_at IS NULL AND f.holder_reports AND f.automatic_orders)
              AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision x ON x.appeal_id = a.id
                               WHERE a.hold_id = asked.hold_id AND x.ended_power = 'section7')
              AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_filing g ON g.appeal_id = a.id
                               WHERE a.hold_id = asked.hold_id AND g.way = 'finding') AS "isClaimed",
            d.state IS NOT DISTINCT FROM 'confirmed' AS "isDebitConfirmed",
            CASE WHEN d.state IS DISTINCT FROM 'confirmed' THEN d.urgent_from END AS "urgentFrom"
       FROM unnest($1::text[], $2::text[]) AS asked (hold_id, sum_id) JOIN stolen_sum s ON s.id = asked.sum_id
       LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id`,
    [holds.map(({ id }) => id), holds.map(({ stolenSumId }) => stolenSumId)],
  );
  return new Map(rows.map((row) => [row.holdId, row]));
}

async function continuedBeside({ manager, now }: Reading, holds: readonly HoldRow[]): Promise<[string, Extension[]][]> {
  if (holds.length === 0) return [];
  const where = { holdId: In(holds.map(({ id }) => id)) };
  const orders = groupBy(
    await manager.find(HoldOrderRow, { where, order: { sequence: 'DESC' } }),
    ({ holdId }) => holdId,
  );
  return holds.flatMap(({ id }): [string, Extension[]][] => {
    const before = orders.get(id)?.find(({ kind }) => kind !== 'aoc_suspension');
    const until = before?.powerEndsAt ?? before?.expiresAt;
    if (before?.kind !== 'continue_order' || until === undefined || until <= now) return [];
    const { freezeRequestId } = before;
    const extension = { kind: 'continue_order' as const, debitConfirmed: true, until, freezeRequestId };
    return [[id, [{ ...extension, seizureWarrantNo: null }]]];
  });
}
