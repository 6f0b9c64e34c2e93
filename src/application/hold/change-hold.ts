import { ENDED_HOLD_STATES, type HoldState } from '../../domain/hold/hold.js';
import { type LedgerChange, settleHold } from '../../domain/ledger/ledger.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { giveBackReserved } from '../ledger/reserve.js';
import { newsOf } from '../case/victim-news.js';

/** The new state, reason and amounts of a hold. Amounts left out stay as they are. */
export interface HoldChange extends LedgerChange {
  stateReason: string | null;
}

/**
 * States in which the first order, which carries the holder's secret, may still have to be sent.
 */
const SECRET_TO_SEND: readonly HoldState[] = ['ordered', 'unconfirmed'];

/**
 * Changes a hold's state and amounts. This is the only place that does: the domain checks the
 * transition (`settleHold`), the stolen sum gets back what the hold no longer reserves, and the
 * change leaves one audit event and the news for the victim. Throws on a transition that the table
 * does not allow: callers judge messages first.
 */
export async function changeHold(work: CaseWork, hold: HoldRow, change: HoldChange): Promise<void> {
  const before = { state: hold.state, heldSatang: hold.heldSatang };
  const { freedSatang, ...after } = settleHold(hold, change);
  await giveBackReserved(work.manager, hold.stolenSumId, freedSatang);
  const endedAt = ENDED_HOLD_STATES.includes(change.state) ? work.now : null;
  const appealSecret = SECRET_TO_SEND.includes(change.state) ? hold.appealSecret : null;
  Object.assign(hold, after, { stateReason: change.stateReason, endedAt, appealSecret });
  await work.manager.update(
    HoldRow,
    { id: hold.id },
    {
      state: hold.state,
      stateReason: hold.stateReason,
      heldSatang: hold.heldSatang,
      reservedSatang: hold.reservedSatang,
      endedAt: hold.endedAt,
      appealSecret: hold.appealSecret,
    },
  );
  work.audit('hold.state', {
    holdId: hold.id,
    from: before.state,
    to: hold.state,
    reason: hold.stateReason,
    heldSatang: hold.heldSatang.toString(),
    reservedSatang: hold.reservedSatang.toString(),
  });
  const news = newsOf(hold, before);
  if (news !== undefined) work.tellVictims(news);
}
