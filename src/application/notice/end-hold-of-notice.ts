import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { extendHold } from '../hold/extend-hold.js';
import { orderRelease } from '../hold/order-release.js';
import { section7Extension, section7Until } from '../hold/section7-power.js';

/** Whether a victim who holds the account claims the sum, and whether the debit is confirmed. */
const SECTION_7 = `
  SELECT EXISTS (SELECT 1 FROM claim c JOIN case_file f ON f.id = c.case_id
           WHERE c.stolen_sum_id = $1 AND c.ended_at IS NULL AND f.holder_reports AND f.automatic_orders) AS claimed,
         EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
           WHERE s.id = $1 AND d.state = 'confirmed') AS confirmed`;

/**
 * A hold whose suspicion was found unfounded: it is released, unless another power lets it stand. A
 * hold on such a power stands as it is; one that a victim's notice would let stand longer goes on
 * by section 7, whose hours count from the hold's first issue.
 */
export async function endHoldOfNotice(work: CaseWork, hold: HoldRow): Promise<void> {
  if (hold.kind !== 'section6' || !LIVE_HOLD_STATES.includes(hold.state)) return;
  const [row] = await work.manager.query<{ claimed: boolean; confirmed: boolean }[]>(SECTION_7, [hold.stolenSumId]);
  const confirmed = row?.confirmed ?? false;
  const goesOn = (row?.claimed ?? false) && (await section7Until(work, hold, confirmed)) > work.now;
  if (goesOn && (await extendHold(work, hold, section7Extension(confirmed)))) return;
  await orderRelease(work, hold, 'SUSPICION_UNFOUNDED');
}
