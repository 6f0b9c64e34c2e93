import { isWithoutPower } from '../../domain/notice/officer-result.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { extendHold, readPowerEnd } from '../hold/order/extend-hold.js';
import { goOnByRest } from '../hold/order/powers-beside.js';
import { orderRelease } from '../hold/release/order-release.js';

/**
 * Ends what a notice gave a hold, once it was found unfounded. A hold that goes by another power stands, as
 * long as that lasts. One of section 6 goes on by what is left (`goOnByRest`), as section 7 where a victim who
 * holds the account lets it stand; else its release is ordered.
 */
export async function endHoldOfNotice(work: CaseWork, hold: HoldRow): Promise<void> {
  if (!isWithoutPower(hold)) {
    await endWithOwnPower(work, hold);
    return;
  }
  if (!(await goOnByRest(work, hold))) await orderRelease(work, hold, 'SUSPICION_UNFOUNDED');
}

/** Gives a hold that a notice let last longer the end of its own power again; where that is over, it is let go. */
async function endWithOwnPower(work: CaseWork, hold: HoldRow): Promise<void> {
  const until = await readPowerEnd(work, hold);
  if (until === null) return;
  const { kind, freezeRequestId, seizureWarrantNo } = hold;
  const own = { kind, debitConfirmed: true, until, freezeRequestId, seizureWarrantNo, follows: true } as const;
  if (!(await extendHold(work, hold, own))) await orderRelease(work, hold, 'EXPIRED');
}
