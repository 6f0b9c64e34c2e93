import type { EntityManager } from 'typeorm';
import { holdAfterUnfounded } from '../../domain/notice/officer-result.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { extendHold } from '../hold/order/extend-hold.js';
import { orderRelease } from '../hold/release/order-release.js';
import { section7Extension, section7Until } from '../hold/order/section7-power.js';

/**
 * Releases a hold whose notice was found unfounded, unless another power lets it stand. A section
 * 6 hold goes on by section 7 where a victim who holds the account lets it stand longer; the hours
 * of section 7 count from the hold's first issue.
 */
export async function endHoldOfNotice(work: CaseWork, hold: HoldRow): Promise<void> {
  const { isClaimed, isDebitConfirmed, urgentFrom } = await victimOfSum(work.manager, hold.stolenSumId);
  const until = isClaimed ? await section7Until(work, hold, isDebitConfirmed, urgentFrom) : null;
  const effect = holdAfterUnfounded(hold, until, work.now);
  if (effect === 'stands') return;
  const goesOn =
    effect === 'goes_on_by_section_7' &&
    (await extendHold(work, hold, section7Extension(isDebitConfirmed, urgentFrom)));
  if (!goesOn) await orderRelease(work, hold, 'SUSPICION_UNFOUNDED');
}

/**
 * Returns whether a victim who holds the account claims a stolen sum, whether its debit is
 * confirmed, and from when its urgent time is counted where that began anew.
 */
async function victimOfSum(
  manager: EntityManager,
  stolenSumId: string,
): Promise<{ isClaimed: boolean; isDebitConfirmed: boolean; urgentFrom: Date | null }> {
  const [row] = await manager.query<{ isClaimed: boolean; isDebitConfirmed: boolean; urgentFrom: Date | null }[]>(
    `SELECT EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
              WHERE c.stolen_sum_id = $1 AND c.ended_at IS NULL AND f.holder_reports AND f.automatic_orders) AS "isClaimed",
            EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
              WHERE s.id = $1 AND d.state = 'confirmed') AS "isDebitConfirmed",
            (SELECT d.urgent_from FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id WHERE s.id = $1) AS "urgentFrom"`,
    [stolenSumId],
  );
  return row ?? { isClaimed: false, isDebitConfirmed: false, urgentFrom: null };
}
