import { type EntityManager, In } from 'typeorm';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import {
  type ComplaintBeside,
  continueOrderLeft,
  type PowerLeft,
  powersLeft,
  section7Left,
  whatStandsBeside,
} from '../../../domain/hold/order/powers-left.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { groupBy } from '../../case/work/read-rows.js';
import { standingNotices, type StandingNotice } from '../change/rest-on-notice.js';
import { section7LetGoSql } from '../release/section7-let-go-sql.js';
import { complaintClocksAt } from './complaint-clock.js';
import { type Extension, extendHold } from './extend-hold.js';
import { section7Extension } from './section7-power.js';

/** What a reading of powers needs of a transaction on a case. */
type Reading = Pick<CaseWork, 'manager' | 'rulebook' | 'now'>;

/** A power by which a hold goes on, with the notice of a suspicion. */
type Left = PowerLeft<StandingNotice>;

/** Reads by which powers, beside the notices, a live hold would go on if the one that it goes by ended (`whatStandsBeside`). */
export async function powersBeside(reading: Reading, hold: HoldRow): Promise<Left[]> {
  return (await powersBesideOf(reading, [hold])).get(hold.id) ?? [];
}

/** Reads the same of several holds, by hold; none is left out. Three statements at most. */
export async function powersBesideOf(
  reading: Reading,
  holds: readonly HoldRow[],
): Promise<ReadonlyMap<string, Left[]>> {
  const live = holds.filter(({ state }) => LIVE_HOLD_STATES.includes(state));
  const besideComplaint = live.filter(({ kind }) => whatStandsBeside(kind) === 'complaint');
  const besideOrders = live.filter(({ kind }) => whatStandsBeside(kind) === 'orders');
  return new Map([
    ...(await section7Beside(reading, besideComplaint)),
    ...(await continuedBeside(reading, besideOrders)),
  ]);
}

/**
 * Lets a hold go on by what is left once the power that it goes by has ended (`powersLeft`). Returns whether
 * anything is.
 */
export async function goOnByRest(work: CaseWork, hold: HoldRow): Promise<boolean> {
  const beside = await powersBeside(work, hold);
  const notices = hold.kind === 'section6' ? [] : await standingNotices(work, hold.id);
  for (const power of powersLeft(hold.kind, beside, notices))
    if (await extendHold(work, hold, { ...extensionBy(power), follows: true })) return true;
  return false;
}

/** Returns the extension by which a hold goes on by a power that is left. */
function extensionBy(power: Left): Extension {
  const noWarrant = { seizureWarrantNo: null };
  switch (power.kind) {
    case 'section7':
      return section7Extension(power.debitConfirmed, power.urgentFrom);
    case 'continue_order':
      return { ...power, ...noWarrant, debitConfirmed: true };
    case 'section6': {
      const { kind, notice } = power;
      return { kind, ...noWarrant, debitConfirmed: false, until: notice.expiresAt, freezeRequestId: null, notice };
    }
  }
}

async function section7Beside(
  { manager, rulebook, now }: Reading,
  holds: readonly HoldRow[],
): Promise<[string, Left[]][]> {
  const complaints = await complaintsOf(manager, holds);
  const claimed = holds.filter(({ id }) => complaints.get(id)?.isClaimed === true);
  const clockOf = await complaintClocksAt(
    manager,
    claimed.map(({ stolenSumId }) => stolenSumId),
    now,
  );
  return claimed.flatMap((hold): [string, Left[]][] => {
    const complaint = complaints.get(hold.id);
    if (complaint === undefined) return [];
    const left = section7Left(hold, { ...complaint, clock: clockOf(hold.stolenSumId) }, { rulebook, now });
    return left === null ? [] : [[hold.id, [left]]];
  });
}

/** Reads what the complaints about the money of each hold say of section 7 there, without their clock. */
async function complaintsOf(
  manager: EntityManager,
  holds: readonly HoldRow[],
): Promise<ReadonlyMap<string, Omit<ComplaintBeside, 'clock'>>> {
  if (holds.length === 0) return new Map();
  const rows = await manager.query<(Omit<ComplaintBeside, 'clock'> & { holdId: string })[]>(
    `SELECT asked.hold_id AS "holdId",
            d.state IS DISTINCT FROM 'denied'
              AND EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
                           WHERE c.stolen_sum_id = s.id AND c.ended_at IS NULL AND f.holder_reports AND f.automatic_orders) AS "isClaimed",
            ${section7LetGoSql('asked.hold_id')} AS "isSection7LetGo",
            d.state IS NOT DISTINCT FROM 'confirmed' AS "debitConfirmed",
            CASE WHEN d.state IS DISTINCT FROM 'confirmed' THEN d.urgent_from END AS "urgentFrom"
       FROM unnest($1::text[], $2::text[]) AS asked (hold_id, sum_id) JOIN stolen_sum s ON s.id = asked.sum_id
       LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id`,
    [holds.map(({ id }) => id), holds.map(({ stolenSumId }) => stolenSumId)],
  );
  return new Map(rows.map(({ holdId, ...complaint }) => [holdId, complaint]));
}

/** Reads the orders of inquiry officers that still run below suspensions of the centre. */
async function continuedBeside({ manager, now }: Reading, holds: readonly HoldRow[]): Promise<[string, Left[]][]> {
  if (holds.length === 0) return [];
  const where = { holdId: In(holds.map(({ id }) => id)) };
  const orders = groupBy(
    await manager.find(HoldOrderRow, { where, order: { sequence: 'DESC' } }),
    ({ holdId }) => holdId,
  );
  return holds.flatMap(({ id }): [string, Left[]][] => {
    const left = continueOrderLeft(orders.get(id) ?? [], now);
    return left === null ? [] : [[id, [left]]];
  });
}
