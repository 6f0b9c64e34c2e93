import { ENDED_HOLD_STATES, type HoldState } from '../../domain/hold/hold.js';
import { type LedgerChange, settleHold } from '../../domain/ledger/ledger.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { free } from '../ledger/reserve.js';
import { newsOf } from '../case/victim-news.js';

/** What a message or an order makes of a hold, and why. Amounts left out stay as they are. */
export interface HoldChange extends LedgerChange {
  stateReason: string | null;
}

/**
 * States in which the institution may still have to be sent the first order, which carries the
 * holder's secret.
 */
const SECRET_UNDER_WAY: readonly HoldState[] = ['ordered', 'unconfirmed'];

/**
 * The one place where a hold's state and amounts change: the transition table is asked, the
 * reservation follows in the same transaction, exactly one audit event tells it, and what is news
 * to the victim falls due to be told. An ended hold reserves nothing; what it held stays on record.
 * Throws on a transition that the table does not know: callers judge messages first.
 */
export async function changeHold(work: CaseWork, hold: HoldRow, change: HoldChange): Promise<void> {
  const before = { state: hold.state, heldSatang: hold.heldSatang };
  const { freedSatang, ...after } = settleHold(hold, change);
  await free(work.manager, hold.stolenSumId, freedSatang);
  const endedAt = ENDED_HOLD_STATES.includes(change.state) ? work.now : null;
  const appealSecret = SECRET_UNDER_WAY.includes(change.state) ? hold.appealSecret : null;
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
