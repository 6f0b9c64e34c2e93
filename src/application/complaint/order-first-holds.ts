import { decideFirstHold, nothingFree } from '../../domain/complaint/first-hold.js';
import type { NotOrderedCode } from '../../domain/complaint/not-ordered.js';
import { minSatang } from '../../domain/money.js';
import { section7GivesOrders } from '../../domain/hold/power-onward.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { readComplaintClock } from '../hold/complaint-clock.js';
import { orderHold } from '../hold/order-hold.js';
import { section7Facts } from '../hold/section7-facts.js';
import type { ComplaintInput } from './complaint-input.js';
import type { OrdersAtTargets, ReporterKeys } from './complaint.queries.js';
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
 * section 7 lets the centre hold and of which something is free. Beyond a limit of P-LIMIT the
 * order waits for the confirmation of the debit, and an officer is told.
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
    const { transfer, stolenSum, link, isKnown, standing, orderReferences, debit, coveredSatang } = written;
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
    if (orderAt === null) {
      if (refusal === 'SECTION7.REPORTER_LIMIT') await tellOfLimit(work, { kind: 'REPORTER_LIMIT', reporter });
      refusals.push(refusal);
      continue;
    }
    const limit = debit === 'confirmed' ? null : unconfirmed.limitAt(orderAt);
    if (limit !== null) {
      await tellOfTargetLimit(work, limit, { account: orderAt, persons, transferId: transfer.id });
      refusals.push(limit);
      continue;
    }
    const beyondCover = stolenSum.amountSatang - coveredSatang;
    const amountSatang = minSatang(await freeOfReport(work, written, orderAt), beyondCover);
    const noMoney = nothingFree(amountSatang);
    if (noMoney !== null) {
      refusals.push(noMoney);
      continue;
    }
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
    if (debit !== 'confirmed') unconfirmed.count(orderAt);
  }
  return { holds, refusals, heldBy };
}

function receiverOf({ toInstitution, toAccountNo }: TransferRow) {
  return toInstitution === null || toAccountNo === null ? null : { institution: toInstitution, accountNo: toAccountNo };
}
