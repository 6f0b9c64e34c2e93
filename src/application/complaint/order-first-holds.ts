import { decideFirstHold } from '../../domain/complaint/first-hold.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { orderHold } from '../hold/order-hold.js';
import { section7Facts } from '../hold/section7-facts.js';
import { freeForOrder } from '../ledger/suspended-money.js';
import type { WrittenTransfer } from './write-transfers.js';

/** The holds that intake ordered, and the codes of the refusals by transfer, in order. */
export interface FirstHolds {
  holds: HoldRow[];
  refusals: string[];
}

/**
 * Orders the first holds (hop 0) of a complaint at once: one for each reported transfer that
 * section 7 lets the centre hold and of which something is free.
 */
export async function orderFirstHolds(
  work: CaseWork,
  transfers: readonly WrittenTransfer[],
  reporterLimitReached: boolean,
): Promise<FirstHolds> {
  const facts = section7Facts(work.caseFile, transfers, reporterLimitReached);
  const holds: HoldRow[] = [];
  const refusals: string[] = [];
  for (const { transfer, link, alreadyHeld, debit } of transfers) {
    const money = { transferId: transfer.id, account: receiverOf(transfer), alreadyHeld };
    const { orderAt, refusal } = decideFirstHold(money, facts, work.rulebook, work.now);
    if (refusal !== null) refusals.push(refusal);
    if (orderAt === null) continue;
    const amountSatang = await freeForOrder(work.manager, link, orderAt);
    if (amountSatang <= 0n) continue;
    const hold = await orderHold(work, {
      link,
      transfer,
      account: orderAt,
      amountSatang,
      kind: 'section7',
      debitConfirmed: debit === 'confirmed',
      freezeRequestId: null,
      until: null,
      seizureWarrantNo: null,
    });
    holds.push(hold);
  }
  return { holds, refusals };
}

function receiverOf({ toInstitution, toAccountNo }: TransferRow) {
  return toInstitution === null || toAccountNo === null ? null : { institution: toInstitution, accountNo: toAccountNo };
}
