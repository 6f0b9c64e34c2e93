import { raiseOf } from '../../../domain/hold/order/raise.js';
import type { Rulebook } from '../../../domain/rulebook/in-force.js';
import { type NoticeOfOrder, orderedBy } from '../../../domain/telling/ordered-by.js';
import { toldKind } from '../../../domain/telling/told-kind.js';
import { basisOfHold } from '../../../domain/telling/why-held.js';
import type { HoldOrderRow, HoldRow, HolderFacts } from '../../../persistence/entities/money/hold.entities.js';
import type { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { citeRules } from '../../case/work/cite-rules.js';
import type { OrderToSend } from '../../case/work/order-to-send.js';

/** The centre's telephone number for holders who appeal (press 2). */
const APPEAL_PHONE = '1441';

/** The rows that a hold order is made of. */
export interface OrderParts {
  rulebook: Rulebook;
  caseNo: string;
  hold: HoldRow;
  transfer: TransferRow;
  order: HoldOrderRow;
  /** The notice that an order of section 6 rests on. */
  notice: NoticeOfOrder | null;
}

/** What an order says when it asks for more than is held. */
const RAISE_FLAG = {
  none: {},
  catch: { catchesLaterCredit: true },
  reinstatement: { reinstatesPart: true },
  // It names no other reason: its own receipt says what is held and names the later debits anew.
  rest: {},
} as const;

/**
 * Returns the body of a hold order, the same when it is issued, for the record of the exchange,
 * and each time it is sent.
 */
export function holdOrderMessage({ rulebook, caseNo, hold, transfer, order, notice }: OrderParts): OrderToSend {
  return {
    orderId: order.id,
    holdId: hold.id,
    caseNo,
    account: { institution: hold.institution, accountNo: hold.accountNo },
    transfer: {
      fromInstitution: transfer.fromInstitution,
      reference: transfer.reference,
      amountSatang: transfer.amountSatang.toString(),
      at: transfer.transferredAt.toISOString(),
    },
    requestedAmountSatang: order.requestedSatang.toString(),
    legalBasis: citeRules(rulebook, order.legalBasis),
    attributionRule: 'LATER_DEBITS_IN_TIME_ORDER',
    issuedAt: order.issuedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    ...(order.replacesOrderId === null ? {} : { replacesOrderId: order.replacesOrderId }),
    ...(order.watchesCredits ? { watchCredits: true as const } : {}),
    ...(order.reviewOwedSince === null ? {} : { reviewOwedSince: order.reviewOwedSince.toISOString() }),
    ...(order.sequence > 1 && order.takesOver === null ? {} : debitsBefore(hold)),
    ...(order.takesOver === null ? {} : { takesOver: order.takesOver }),
    ...RAISE_FLAG[raiseOf(order, rulebook) ?? 'none'],
    ...(order.kind !== 'whole_account' || hold.seizureWarrantNo === null
      ? {}
      : { seizureWarrantNo: hold.seizureWarrantNo }),
    holderNotice: {
      amountSatang: order.requestedSatang.toString(),
      ...factsOf(hold, order, notice),
      expiresAt: order.expiresAt.toISOString(),
      ...(order.sequence === 1 && hold.appealSecret !== null ? { appealSecret: hold.appealSecret } : {}),
    },
  };
}

/** Returns what an institution is told of earlier holds of this money, so that it names each debit once. */
function debitsBefore({ debitsSince, debitsNamedFor }: HoldRow): Pick<OrderToSend, 'debitsSince' | 'debitsNamedFor'> {
  return {
    ...(debitsSince === null ? {} : { debitsSince: debitsSince.toISOString() }),
    ...(debitsNamedFor === null ? {} : { debitsNamedFor }),
  };
}

/**
 * Returns what the holder is told of a release: the facts to recognise the hold by, with who
 * ordered it last. Made once, when the release is ordered.
 */
export function releaseNotice(hold: HoldRow, newest: HoldOrderRow, notice: NoticeOfOrder | null): HolderFacts {
  const amountSatang = hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
  return { amountSatang: amountSatang.toString(), ...factsOf(hold, newest, notice) };
}

function factsOf(
  hold: HoldRow,
  { kind }: HoldOrderRow,
  notice: NoticeOfOrder | null,
): Omit<HolderFacts, 'amountSatang'> {
  const office = orderedBy(kind, notice);
  return {
    since: hold.orderedAt.toISOString(),
    kind: toldKind(kind),
    orderedBy: office.en,
    orderedByTh: office.th,
    basis: basisOfHold(toldKind(kind)),
    reference: hold.noticeReference,
    appealPhone: APPEAL_PHONE,
  };
}
