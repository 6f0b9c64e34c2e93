import type { ReceiptOutcome } from '../../src/domain/hold/receipt-effect.js';

/** Formats an outcome as one line: the new figures, or the reason and what else must be done. */
export function line(outcome: ReceiptOutcome): string {
  if (outcome.apply) {
    const reason = outcome.stateReason === null ? '' : ` (${outcome.stateReason})`;
    const asks = outcome.opensBreak === null ? '' : ` break ${outcome.opensBreak}`;
    return `${outcome.state} ${outcome.heldSatang}/${outcome.reservedSatang}${reason}${asks}`;
  }
  return [outcome.reason, ...(outcome.opensBreak ? ['break'] : []), ...(outcome.resendRelease ? ['resend'] : [])].join(
    ' ',
  );
}
