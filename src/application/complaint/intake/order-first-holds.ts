import { decideLater, type Later } from '../../../domain/asking.js';
import { orderReported, type ReportDesk, type ReportedOnRecord } from '../../../domain/case/sum/reported.js';
import type { NotOrderedCode } from '../../../domain/complaint/intake/not-ordered.js';
import { smallAccounts } from '../../../domain/complaint/intake/small-claim.js';
import { type Account, accountKey } from '../../../domain/party.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { TrailLinkRow, TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openBreakOfTransfer } from '../../break/open-break.js';
import { againDesk, readKnownTrail, section7Hold } from '../../hold/order/hold-again.js';
import { orderHold } from '../../hold/order/order-hold.js';
import { section7Facts } from '../../hold/order/section7-facts.js';
import type { ComplaintInput } from './complaint-input.js';
import { claimedElsewhere, signalUnheld } from '../view/claims-of-victim.js';
import type { BeforeReport, OrdersAtTargets, ReporterKeys } from '../view/complaint.queries.js';
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
  /** The unconfirmed orders at its targets before it, and what its victim claims of them elsewhere. */
  before: OrdersAtTargets & Pick<BeforeReport, 'ofVictim'>;
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
  const facts = {
    ...section7Facts(work.caseFile, transfers, reporterLimitReached),
    claimedElsewhere: claimedElsewhere(
      before.ofVictim,
      transfers.map(({ transfer }) => transfer),
    ),
  };
  const small = smallAccounts(facts, work.rulebook, work.now);
  if (facts.holderReports)
    signalUnheld(
      work,
      before.ofVictim.filter((claim) => !small.includes(accountKey(claim))),
    );
  const persons = body.suspectPersons ?? [];
  const unconfirmed = new UnconfirmedAtTargets(work, before);
  const holds: HoldRow[] = [];
  const refusals: NotOrderedCode[] = [];
  const heldBy: string[] = [];
  for (const written of transfers) {
    const { transfer, standing, orderReferences, coveredSatang } = written;
    if (standing === 'held' || coveredSatang > 0n) heldBy.push(...orderReferences);
    const desk = reportDesk(work, written, unconfirmed, persons);
    const {
      holds: ordered,
      refusal,
      isAnswered,
    } = await decideLater(orderReported<HoldRow, TrailLinkRow>(onRecord(written), facts, work), desk);
    holds.push(...ordered);
    if (refusal === 'SECTION7.REPORTER_LIMIT') await tellOfLimit(work, { kind: 'REPORTER_LIMIT', reporter });
    if (refusal === 'SECTION7.LET_GO' || written.isLetGo)
      await openBreakOfTransfer(work, transfer.id, 'LET_GO_REPORTED_AGAIN');
    if (refusal !== null && !isAnswered) refusals.push(refusal);
  }
  return { holds, refusals, heldBy };
}

/** Returns a reported transfer as the decision about its holds sees it. */
function onRecord({ transfer, stolenSum, link, ...written }: WrittenTransfer): ReportedOnRecord<HoldRow, TrailLinkRow> {
  return {
    ...written,
    transferId: transfer.id,
    amountSatang: stolenSum.amountSatang,
    receiver: receiverOf(transfer),
    isOffRail: transfer.offRail !== null,
    contested: transfer.contested,
    root: link,
  };
}

/** Returns what the holds of a reported transfer ask of the database, and have done there. */
function reportDesk(
  work: CaseWork,
  written: WrittenTransfer,
  unconfirmed: UnconfirmedAtTargets,
  persons: NonNullable<ComplaintInput['suspectPersons']>,
): Later<ReportDesk<HoldRow, TrailLinkRow>> {
  const { transfer, stolenSum, link } = written;
  const first = againDesk(work, stolenSum, new Map([[transfer.id, transfer]]));
  // What is ordered further on reads the sum as the first order left it.
  let further = first;
  return {
    clock: () => first.clock(),
    freeOfPart: (part, account, givesBack) => further.freeOfPart(part, account, givesBack),
    freeWithinDebit: (givesBack) => further.freeWithinDebit(givesBack),
    ofRivalsAt: (parts) => further.ofRivalsAt(parts),
    noteOrderedAgain: (hold, before) => further.noteOrderedAgain(hold, before),
    orderHold: async ({ part, ...order }) => {
      if (part.id !== link.id) return further.orderHold({ part, ...order });
      const hold = await orderHold(work, { ...section7Hold(link, transfer), ...order });
      if (!order.debitConfirmed) unconfirmed.count(order.account);
      return hold;
    },
    limitAt: async (account) => {
      const limit = unconfirmed.limitAt(account);
      if (limit !== null) await tellOfTargetLimit(work, limit, { account, persons, transferId: transfer.id });
      return limit;
    },
    freeOfReport: (account) => freeOfReport(work, written, account),
    trail: async () => {
      const sum = await work.manager.findOneByOrFail(StolenSumRow, { id: stolenSum.id });
      const { links, transfers, holds, endOf } = await readKnownTrail(work, sum);
      further = againDesk(work, sum, transfers);
      return { parts: links, holds: holds.map(endOf) };
    },
  };
}

function receiverOf({ toInstitution, toAccountNo }: TransferRow): Account | null {
  return toInstitution === null || toAccountNo === null ? null : { institution: toInstitution, accountNo: toAccountNo };
}
