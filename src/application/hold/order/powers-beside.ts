import type { EntityManager } from 'typeorm';
import { section7Until } from '../../../domain/case/sum/again.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { standingNotices } from '../change/rest-on-notice.js';
import { complaintClockAt } from './complaint-clock.js';
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
  if (!LIVE_HOLD_STATES.includes(hold.state)) return [];
  if (hold.kind === 'section6') return section7Beside(reading, hold);
  return hold.kind === 'aoc_suspension' ? continuedBeside(reading, hold) : [];
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

async function section7Beside({ manager, rulebook, now }: Reading, hold: HoldRow): Promise<Extension[]> {
  const { isClaimed, isDebitConfirmed: debitConfirmed, urgentFrom } = await complaintOf(manager, hold);
  if (!isClaimed) return [];
  const complaint = await complaintClockAt(manager, hold.stolenSumId, now);
  const until = section7Until(hold, { complaint, debitConfirmed, urgentFrom }, { rulebook, now });
  return until > now ? [section7Extension(debitConfirmed, urgentFrom)] : [];
}

/**
 * Reads whether a victim who holds the account claims the money of a hold, and nobody ended section 7 of it by
 * a finding for its holder; whether the debit is confirmed; and from when its urgent time is counted where that
 * began anew.
 */
async function complaintOf(
  manager: EntityManager,
  { id, stolenSumId }: HoldRow,
): Promise<{ isClaimed: boolean; isDebitConfirmed: boolean; urgentFrom: Date | null }> {
  const [row] = await manager.query<{ isClaimed: boolean; isDebitConfirmed: boolean; urgentFrom: Date | null }[]>(
    `SELECT d.state IS DISTINCT FROM 'denied'
              AND EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
                           WHERE c.stolen_sum_id = s.id AND c.ended_at IS NULL AND f.holder_reports AND f.automatic_orders)
              AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_decision x ON x.appeal_id = a.id
                               WHERE a.hold_id = $2 AND x.ended_power = 'section7')
              AND NOT EXISTS (SELECT 1 FROM appeal a JOIN appeal_filing g ON g.appeal_id = a.id
                               WHERE a.hold_id = $2 AND g.way = 'finding') AS "isClaimed",
            d.state IS NOT DISTINCT FROM 'confirmed' AS "isDebitConfirmed", d.urgent_from AS "urgentFrom"
       FROM stolen_sum s LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id WHERE s.id = $1`,
    [stolenSumId, id],
  );
  return row ?? { isClaimed: false, isDebitConfirmed: false, urgentFrom: null };
}

async function continuedBeside({ manager, now }: Reading, { id: holdId }: HoldRow): Promise<Extension[]> {
  const orders = await manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'DESC' } });
  const before = orders.find(({ kind }) => kind !== 'aoc_suspension');
  const until = before?.powerEndsAt ?? before?.expiresAt;
  if (before?.kind !== 'continue_order' || until === undefined || until <= now) return [];
  const { freezeRequestId } = before;
  return [{ kind: 'continue_order', debitConfirmed: true, until, freezeRequestId, seizureWarrantNo: null }];
}
