import type { DebitVerdict } from '../../debit/debit-verdict.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES, type ReleaseReason } from '../hold.js';

/**
 * Returns why a hold ends by itself; `ruleId` names the row that set its newest order's expiry.
 */
export function reasonOfExpiry(ruleId: string | undefined): ReleaseReason {
  switch (ruleId) {
    case 'P-URG':
      return 'DEBIT_NOT_CONFIRMED';
    case 'P-GLASS':
      return 'REQUEST_NOT_CONFIRMED';
    default:
      return 'EXPIRED';
  }
}

/** Whether a complaint claims a stolen sum, or how the last claim of a case ended. */
export type ClaimStanding = 'claimed' | 'withdrawn' | 'corrected';

/**
 * Returns why the holds of a stolen sum are released before their time, or null when nothing ends
 * them: the victim's institution denies the debit, or the last complaint about it was withdrawn, or
 * corrected so that it speaks of other money.
 */
export function reasonToReleaseSum(debit: DebitVerdict, claim: ClaimStanding): ReleaseReason | null {
  if (debit === 'denied') return 'DEBIT_DENIED';
  if (claim === 'claimed') return null;
  return claim === 'withdrawn' ? 'WITHDRAWN' : 'CORRECTED';
}

/**
 * Returns what becomes of a hold when the complaint that gave it counts no more: the last one was
 * withdrawn (P-WITHDRAW) or corrected (P-CORRECT), or the debit was denied (P-URG). That ends what
 * the complaint gives (section 7) and nothing else: a hold of another power stands until its own
 * rule ends it, and a notice of section 6 carries a hold of section 7 on.
 */
export function afterComplaint(
  hold: { kind: HoldKind; state: HoldState },
  restsOnNotice: boolean,
): 'release' | 'stand' | 'carry_on_by_notice' {
  if (hold.kind !== 'section7') return 'stand';
  return restsOnNotice && LIVE_HOLD_STATES.includes(hold.state) ? 'carry_on_by_notice' : 'release';
}
