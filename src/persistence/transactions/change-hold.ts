import { ENDED_HOLD_STATES, type HoldState } from '../../domain/hold/hold.js';
import { mayChangeHold } from '../../domain/hold/hold-state.js';
import type { Satang } from '../../domain/money.js';
import { HoldRow } from '../entities/hold.entities.js';
import type { CaseWork } from './case-work.js';
import { free } from './reserve.js';

/** What a message or an order makes of a hold. Amounts left out stay as they are. */
export interface HoldChange {
  state: HoldState;
  stateReason: string | null;
  heldSatang?: Satang;
  reservedSatang?: Satang;
}

/**
 * The one place where a hold's state and amounts change: the transition table is asked, the reservation follows in the same transaction,
 * and exactly one audit event tells it. An ended hold reserves nothing; what it held stays on record.
 * Throws on a transition that the table does not know: callers judge messages first.
 */
export async function changeHold(work: CaseWork, hold: HoldRow, change: HoldChange): Promise<void> {
  const from = hold.state;
  if (change.state !== from && !mayChangeHold(from, change.state)) {
    throw new Error(`hold ${hold.id} cannot go from ${from} to ${change.state}`);
  }
  const ended = ENDED_HOLD_STATES.includes(change.state);
  const reserved = ended && change.state !== 'seized' ? 0n : (change.reservedSatang ?? hold.reservedSatang);
  if (reserved > hold.reservedSatang) throw new Error(`hold ${hold.id} cannot reserve more than it has`);
  await free(work.manager, hold.stolenSumId, hold.reservedSatang - reserved);
  const keepsHeld = change.state === 'released' || change.heldSatang === undefined;
  Object.assign(hold, {
    state: change.state,
    stateReason: change.stateReason,
    heldSatang: keepsHeld ? hold.heldSatang : change.heldSatang,
    reservedSatang: reserved,
    endedAt: ended ? work.now : null,
  });
  await work.manager.update(
    HoldRow,
    { id: hold.id },
    {
      state: hold.state,
      stateReason: hold.stateReason,
      heldSatang: hold.heldSatang,
      reservedSatang: hold.reservedSatang,
      endedAt: hold.endedAt,
    },
  );
  work.audit('hold.state', {
    holdId: hold.id,
    from,
    to: hold.state,
    reason: hold.stateReason,
    heldSatang: hold.heldSatang.toString(),
    reservedSatang: hold.reservedSatang.toString(),
  });
}
