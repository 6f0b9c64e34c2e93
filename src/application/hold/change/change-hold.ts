import { complaintWorkflowId } from '../../../contract/ids.js';
import { ENDED_HOLD_STATES, type HoldState } from '../../../domain/hold/hold.js';
import type { HoldChange } from '../../../domain/hold/hold-command.js';
import { settleHold } from '../../../domain/ledger/ledger.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { changeOf } from '../../../persistence/insert-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { giveBackReserved } from '../../ledger/reserve.js';
import { newsOf } from '../../case/work/victim-news.js';

/**
 * States in which the first order, which carries the holder's secret, may still have to be sent.
 */
const SECRET_TO_SEND: readonly HoldState[] = ['ordered', 'unconfirmed'];

/**
 * Changes a hold's state and amounts. This is the only place that does: the domain checks the
 * transition (`settleHold`), the stolen sum gets back what the hold no longer reserves, and the
 * change leaves one audit event and the news for the victim; cases that wait for room of the same debit look. Returns the sum, locked, where it got
 * something back. Throws on a transition that is not allowed: callers judge messages first.
 */
export async function changeHold(work: CaseWork, hold: HoldRow, change: HoldChange): Promise<StolenSumRow | undefined> {
  const { state: stateBefore, heldSatang: heldBefore, seizedSatang: seizedBefore } = hold;
  const before = { state: stateBefore, heldSatang: heldBefore, seizedSatang: seizedBefore };
  const seized = change.seized ?? { satang: seizedBefore, by: hold.seizedBy };
  const { freedSatang, ...after } = settleHold(hold, { ...change, seizedSatang: seized.satang });
  const endedAt = ENDED_HOLD_STATES.includes(change.state) ? (hold.endedAt ?? work.now) : null;
  const appealSecret = SECRET_TO_SEND.includes(change.state) ? hold.appealSecret : null;
  const passesOn = change.passesOn ?? hold.passesOn;
  Object.assign(hold, after, {
    stateReason: change.stateReason,
    seizedBy: seized.by,
    endedAt,
    appealSecret,
    passesOn,
  });
  const { state, stateReason, heldSatang, reservedSatang, seizedSatang, seizedBy } = hold;
  const amounts = { heldSatang, reservedSatang, seizedSatang, seizedBy };
  const written = { state, stateReason, ...amounts, endedAt, appealSecret, passesOn };
  let sum: StolenSumRow | undefined;
  if (freedSatang === 0n) await work.manager.update(HoldRow, { id: hold.id }, written);
  else {
    const beside = changeOf(work.manager, HoldRow, hold.id, written);
    const now = await giveBackReserved(work, hold.stolenSumId, freedSatang, beside);
    sum = now.sum;
    for (const caseId of now.waitingCaseIds) work.signal(complaintWorkflowId(caseId), 'look', 'holdChanged', hold.id);
  }
  work.audit('hold.state', {
    holdId: hold.id,
    from: before.state,
    to: hold.state,
    reason: hold.stateReason,
    heldSatang: hold.heldSatang.toString(),
    reservedSatang: hold.reservedSatang.toString(),
    seizedSatang: hold.seizedSatang.toString(),
    seizedBy: hold.seizedBy,
    ...(change.withoutWord === true ? { withoutWord: true } : {}),
  });
  if (change.withoutWord === true) return sum;
  for (const news of newsOf(hold, before)) work.tellVictims(news);
  return sum;
}
