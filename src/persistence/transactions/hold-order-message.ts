import type { HoldKind } from '../../domain/hold/hold.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { HoldOrderRow, HoldRow, HolderFacts } from '../entities/hold.entities.js';
import type { TransferRow } from '../entities/trail.entities.js';
import { citeRules } from './cite-rules.js';

/** The centre's telephone number for holders who object (press 2). */
const APPEAL_PHONE = '1441';

/** A hold order as it goes out; the shape is the institution protocol's. Built from what never changes, so that a repetition has the same body. */
export interface OrderToSend {
  orderId: string;
  holdId: string;
  caseNo: string;
  account: { institution: string; accountNo: string };
  transfer: { fromInstitution: string; reference: string; amountSatang: string; at: string };
  requestedAmountSatang: string;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  attributionRule: 'LATER_DEBITS_IN_TIME_ORDER';
  issuedAt: string;
  expiresAt: string;
  replacesOrderId?: string;
  watchCredits?: true;
  catchesLaterCredit?: true;
  seizureWarrantNo?: string;
  holderNotice: HolderFacts & { appealSecret?: string };
}

/** What a hold order is written from. */
export interface OrderParts {
  rulebook: Rulebook;
  caseNo: string;
  hold: HoldRow;
  transfer: TransferRow;
  order: HoldOrderRow;
}

/** The order as it goes out: made when it is issued, for the record of the exchange, and in the same words whenever it is sent. */
export function holdOrderMessage({ rulebook, caseNo, hold, transfer, order }: OrderParts): OrderToSend {
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
    ...(order.residualRequestId === null ? {} : { catchesLaterCredit: true as const }),
    ...(order.kind !== 'whole_account' || hold.seizureWarrantNo === null
      ? {}
      : { seizureWarrantNo: hold.seizureWarrantNo }),
    holderNotice: {
      amountSatang: order.requestedSatang.toString(),
      ...factsOf(hold, order.kind),
      ...(order.sequence === 1 && hold.appealSecret !== null ? { appealSecret: hold.appealSecret } : {}),
    },
  };
}

/** What the holder is to be told when a hold is let go: the facts by which he knows it again. Made once, when the release is ordered. */
export function releaseNotice(hold: HoldRow): HolderFacts {
  const amountSatang = hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
  return { amountSatang: amountSatang.toString(), ...factsOf(hold, hold.kind) };
}

function factsOf(hold: HoldRow, kind: HoldKind): Omit<HolderFacts, 'amountSatang'> {
  return {
    since: hold.orderedAt.toISOString(),
    kind: kind === 'break_glass' ? 'aoc_suspension' : kind,
    orderedBy: 'AOC 1441',
    reference: hold.noticeReference,
    appealPhone: APPEAL_PHONE,
  };
}
