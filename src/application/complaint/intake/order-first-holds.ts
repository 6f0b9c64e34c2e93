import { decideFirstHold, mayOrderFurther, nothingFree } from '../../../domain/complaint/intake/first-hold.js';
import type { NotOrderedCode } from '../../../domain/complaint/intake/not-ordered.js';
import { minSatang } from '../../../domain/money.js';
import { section7GivesOrders } from '../../../domain/hold/order/power-onward.js';
import type { Account } from '../../../domain/party.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readComplaintClock } from '../../hold/order/complaint-clock.js';
import { openBreakOfTransfer } from '../../break/open-break.js';
import { holdAgain, readKnownTrail, section7Hold } from '../../hold/order/hold-again.js';
import { orderHold } from '../../hold/order/order-hold.js';
import { section7Facts } from '../../hold/order/section7-facts.js';
import type { ComplaintInput } from './complaint-input.js';
import type { OrdersAtTargets, ReporterKeys } from '../view/complaint.queries.js';
import { freeOfReport } from './free-of-report.js';
import { tellOfLimit, tellOfTargetLimit, UnconfirmedAtTargets } from './wait-for-confirmation.js';
import type { WrittenTransfer } from './written-transfer.js';

/** The holds that intake ordered, and why it ordered none for the other transfers. */
export interface FirstHolds {
  holds: HoldRow[];
  /** The code of the refusal of each transfer without a new hold, in order. */
  refusals: NotOrderedCode[];
  /** References of the earlier orders that hold money of the report already. */
  heldBy: string[];
}

/** The complaint, and whether its reporter has reached a limit of P-LIMIT. */
interface LimitedReport {
  body: Pick<ComplaintInput, 'suspectPersons'>;
  reporter: ReporterKeys;
  reporterLimitReached: boolean;
  /** The unconfirmed orders at its targets before it. */
  before: OrdersAtTargets;
}

/**
 * Orders the first holds (hop 0) of a complaint at once: one for each reported transfer that
 * section 7 lets the centre hold and of which something is free. A transfer that was reported
 * before is ordered at later accounts too, where its money is known to stand (`holdAgain`). Beyond
 * a limit of P-LIMIT the order waits for the confirmation of the debit, and an officer is told.
 */
export async function orderFirstHolds(
  work: CaseWork,
  transfers: readonly WrittenTransfer[],
  { body, reporter, reporterLimitReached, before }: LimitedReport,
): Promise<FirstHolds> {
  const facts = section7Facts(work.caseFile, transfers, reporterLimitReached);
  const persons = body.suspectPersons ?? [];
  const unconfirmed = new UnconfirmedAtTargets(work, before);
  const holds: HoldRow[] = [];
  const refusals: NotOrderedCode[] = [];
  const heldBy: string[] = [];
  for (const written of transfers) {
    const { transfer, stolenSum, isKnown, standing, orderReferences, coveredSatang } = written;
    // A first report starts its own time, which cannot be over; one that says something else of a
    // reference may be a second report of the same transfer.
    const hasEarlier = (isKnown || transfer.contested) && standing === 'none';
    const money = {
      transferId: transfer.id,
      account: receiverOf(transfer),
      isOffRail: transfer.offRail !== null,
      standing,
      timeIsOver: hasEarlier && !section7GivesOrders(await readComplaintClock(work, stolenSum.id), work),
    };
    const { orderAt, refusal } = decideFirstHold(money, facts, work.rulebook, work.now);
    if (standing === 'held' || coveredSatang > 0n) heldBy.push(...orderReferences);
    const first = orderAt === null ? { hold: null, refusal } : await orderFirst(orderAt, written);
    if (first.hold !== null) holds.push(first.hold);
    const further = isKnown && mayOrderFurther(first.refusal) ? await orderFurther(work, written) : [];
    holds.push(...further);
    if (first.refusal === 'SECTION7.REPORTER_LIMIT') await tellOfLimit(work, { kind: 'REPORTER_LIMIT', reporter });
    if (first.refusal === 'SECTION7.LET_GO' || written.isLetGo)
      await openBreakOfTransfer(work, transfer.id, 'LET_GO_REPORTED_AGAIN');
    // Where nothing is left at the first account, the orders further on are the answer.
    const isAnswered = first.refusal === 'SECTION7.NOTHING_FREE' && further.length > 0;
    if (first.refusal !== null && !isAnswered) refusals.push(first.refusal);
  }
  return { holds, refusals, heldBy };

  /** Orders at the account that the victim paid, unless a limit or the ledger stops it. */
  async function orderFirst(
    account: Account,
    written: WrittenTransfer,
  ): Promise<{ hold: HoldRow; refusal: null } | { hold: null; refusal: NotOrderedCode }> {
    const { transfer, stolenSum, link, debit, coveredSatang, replaces } = written;
    const debitConfirmed = debit === 'confirmed';
    const limit = debitConfirmed ? null : unconfirmed.limitAt(account);
    if (limit !== null) {
      await tellOfTargetLimit(work, limit, { account, persons, transferId: transfer.id });
      return { hold: null, refusal: limit };
    }
    const beyondCover = stolenSum.amountSatang - coveredSatang;
    const amountSatang = minSatang(await freeOfReport(work, written, account), beyondCover);
    const noMoney = nothingFree(amountSatang);
    if (noMoney !== null) return { hold: null, refusal: noMoney };
    const wanted = { ...section7Hold(link, transfer), account, amountSatang, debitConfirmed, replaces };
    const hold = await orderHold(work, wanted);
    if (!debitConfirmed) unconfirmed.count(account);
    return { hold, refusal: null };
  }
}

/** Orders where the money of a transfer that was reported before is known to have gone. */
async function orderFurther(work: CaseWork, { stolenSum, debit }: WrittenTransfer): Promise<HoldRow[]> {
  const sum = await work.manager.findOneByOrFail(StolenSumRow, { id: stolenSum.id });
  const trail = await readKnownTrail(work, sum);
  const asker = { complainedAt: work.now, debitConfirmed: debit === 'confirmed' };
  return holdAgain(work, sum, trail, { asker, parts: 'further' });
}

function receiverOf({ toInstitution, toAccountNo }: TransferRow) {
  return toInstitution === null || toAccountNo === null ? null : { institution: toInstitution, accountNo: toAccountNo };
}
