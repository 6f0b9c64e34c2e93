import { Entity } from 'typeorm';
import type { CourtOrder } from '../../../domain/hold/end/court-order.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { Authority, HoldKind, HoldState, PassesOn, ReleaseReason } from '../../../domain/hold/hold.js';
import { Flag, Instant, Integer, Json, KeyText, SatangAmount, Text, TextList } from '../columns.js';

/** The suspension of an amount of a stolen sum at one account. */
@Entity('hold')
export class HoldRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() stolenSumId!: string;
  @Text() transferId!: string;
  /** The part of the stolen sum that it suspends. */
  @Text() trailLinkId!: string;
  /** Steps from the victim; 0 is the account that the victim paid. */
  @Integer() hop!: number;
  @Text() institution!: string;
  @Text() accountNo!: string;
  /** The power that it rests on now. */
  @Text() kind!: HoldKind;
  @Text() state!: HoldState;
  /** A stable code: why it is in its state. */
  @Text({ nullable: true }) stateReason!: string | null;
  @SatangAmount() requestedSatang!: bigint;
  /** What the institution said last that it holds; what was held, when the hold is over. */
  @SatangAmount() heldSatang!: bigint;
  /** What it takes up of the stolen sum. */
  @SatangAmount() reservedSatang!: bigint;
  /** What another authority keeps beside it, also after the hold is over; a `seized` one keeps all as held. */
  @SatangAmount({ default: '0' }) seizedSatang!: bigint;
  /** By whose order that is kept; null where nothing is. */
  @Text({ nullable: true }) seizedBy!: Authority | null;
  /** What was let go by orders for less, while the hold went on. */
  @SatangAmount({ default: '0' }) letGoSatang!: bigint;
  @Instant() expiresAt!: Date;
  /** When the own power of its newest order ends; null: with the hold. The database notes it, and no act writes it. */
  @Instant({ nullable: true }) powerEndsAt!: Date | null;
  @Instant() orderedAt!: Date;
  /**
   * From when section 7 counts its time: its first order, or that of the hold whose place it took
   * after a release by mistake.
   */
  @Instant() section7From!: Date;
  /**
   * When the hold before it on its part let the money go; null: none was. What had gone on until
   * then is known, and the institution ascribes what is gone since then to debits from then on.
   */
  @Instant({ nullable: true }) debitsSince!: Date | null;
  /**
   * The newest order of each hold that let this money go before; null: none was. The debits that its
   * institution named in answer to them stay ascribed as long as this hold counts.
   */
  @TextList({ nullable: true }) debitsNamedFor!: string[] | null;
  @Text({ nullable: true }) freezeRequestId!: string | null;
  @Text({ nullable: true }) seizureWarrantNo!: string | null;
  /** What the account is whose business it is to pass on money of others, as its institution says. */
  @Text({ nullable: true }) passesOn!: PassesOn | null;
  /** The reference that the holder is given. */
  @Text() noticeReference!: string;
  /** What the holder proves an appeal with; null once the institution has answered. */
  @Text({ nullable: true }) appealSecret!: string | null;
  @Text() appealSecretSha256!: string;
  /** When the institution told the holder of the hold. */
  @Instant({ nullable: true }) holderNotifiedAt!: Date | null;
  /** When the institution told the holder that the hold was over. */
  @Instant({ nullable: true }) releaseNotifiedAt!: Date | null;
  @Instant({ nullable: true }) endedAt!: Date | null;
  /**
   * Ids of the rule rows by which its time was over, where its institution let it lapse before a
   * release was ordered.
   */
  @TextList({ nullable: true }) lapseBasis!: string[] | null;
}

/** An order of a hold; an extension is a new order that replaces an earlier one. */
@Entity('hold_order')
export class HoldOrderRow {
  @KeyText() id!: string;
  @Text() holdId!: string;
  @Text() caseId!: string;
  /** Counts from 1 within the hold. */
  @Integer() sequence!: number;
  /** The power that it was issued on; the hold's own may have changed since. */
  @Text() kind!: HoldKind;
  @Text({ nullable: true }) replacesOrderId!: string | null;
  @SatangAmount() requestedSatang!: bigint;
  /** Ids of rule rows. */
  @TextList() legalBasis!: string[];
  /** The rule row that gives its expiry. */
  @Text() expiryRuleRowId!: string;
  @Instant() issuedAt!: Date;
  @Instant() expiresAt!: Date;
  /** From when P-URG is counted, where the urgent time began anew; else null. */
  @Instant({ nullable: true }) urgentFrom!: Date | null;
  @Text({ nullable: true }) freezeRequestId!: string | null;
  /** The notice that an order of section 6 rests on, or that lets one of another power last longer. */
  @Text({ nullable: true }) noticeId!: string | null;
  /** When its own power ends, where a notice beside it lets the hold last longer; else null. */
  @Instant({ nullable: true }) powerEndsAt!: Date | null;
  /** The institution is to report later credits while less than the part is held (P-RESID). */
  @Flag({ default: false }) watchesCredits!: boolean;
  /** The approved catch or return of a part, by which this order asks for more than is held. */
  @Text({ nullable: true }) raiseRequestId!: string | null;
  /** It asks for the rest of its part, which another hold may have had, or for which there was no room. */
  @Flag({ default: false }) asksRest!: boolean;
  /** What it adds to all that its hold asked for: a rest for which there was no room before. */
  @SatangAmount({ default: '0' }) addsSatang!: bigint;
  /** When the institution refused to hold more: the order before it still stands. */
  @Instant({ nullable: true }) refusedAt!: Date | null;
  /**
   * Since when its institution owes a review of its own suspicion, which this order tells it
   * (P-WITHDRAW, P-DEBIT).
   */
  @Instant({ nullable: true }) reviewOwedSince!: Date | null;
  /** Orders of lost holds on the same credit whose place it takes at the institution; null: none. */
  @TextList({ nullable: true }) takesOver!: string[] | null;
  /** The first attempt that reached the institution. */
  @Instant({ nullable: true }) sentAt!: Date | null;
  /** The first receipt. */
  @Instant({ nullable: true }) answeredAt!: Date | null;
  /** The number of the newest receipt that was applied; 0 before the first. */
  @Integer() receiptSeq!: number;
  /**
   * True for an order that lets a part go, or that had more held: the holder is to be told
   * (P-TELL).
   */
  @Flag() changesAmount!: boolean;
  /** When the institution told the holder of such an order. */
  @Instant({ nullable: true }) holderNotifiedAt!: Date | null;
}

/** The five facts that a holder is told, and the telephone number to ask at. */
export interface HolderFacts {
  /**
   * In a hold order the amount that it asks for. In a release the amount held then, or asked for
   * if the institution had not answered.
   */
  amountSatang: string;
  since: string;
  kind: Exclude<HoldKind, 'break_glass'>;
  /** The office, in English and in Thai. */
  orderedBy: string;
  orderedByTh: string;
  /** The law that the hold rests on, in words. */
  basis: { th: string; en: string };
  reference: string;
  appealPhone: string;
}

/**
 * The release of a hold; one at most ends it, whether a person or the system orders it. `again`:
 * one more, because the institution says that it holds money though the hold is over. A message of
 * the same id brings it to the institution.
 */
@Entity('release_order')
export class ReleaseOrderRow {
  @KeyText() id!: string;
  @Text() holdId!: string;
  @Text() caseId!: string;
  @Text() reason!: ReleaseReason;
  /** Ids of rule rows. */
  @TextList() legalBasis!: string[];
  /** A person, or `system`. */
  @Text() orderedBy!: string;
  /** The role in which the person holds the power of the hold; null where nobody orders. */
  @Text({ nullable: true }) orderedRole!: Role | null;
  @Text({ nullable: true }) note!: string | null;
  /** The order of a court that voided the order by which the money was held. */
  @Json({ nullable: true }) courtOrder!: CourtOrder | null;
  /** What the institution is to tell the holder; set on every release. */
  @Json({ nullable: true }) holderNotice!: HolderFacts | null;
  @Instant() orderedAt!: Date;
  @Instant({ nullable: true }) acknowledgedAt!: Date | null;
  @Flag({ default: false }) again!: boolean;
}

/** An officer's release of a part of a hold. Append-only. */
@Entity('partial_release')
export class PartialReleaseRow {
  @KeyText() id!: string;
  @Text() holdId!: string;
  @Text() caseId!: string;
  /** The order for what stays held. */
  @Text() orderId!: string;
  @SatangAmount() keepSatang!: bigint;
  /** What it lets go of the amount that was held, or ordered to be held, before. */
  @SatangAmount() letGoSatang!: bigint;
  /** Ids of rule rows. */
  @TextList() legalBasis!: string[];
  @Text() person!: string;
  @Text() role!: Role;
  @Text() reason!: string;
  @Instant() orderedAt!: Date;
}

/**
 * A review of a hold that outlasts a withdrawal, by a person or the institution that suspects: it
 * stands (P-WITHDRAW). Append-only.
 */
@Entity('hold_review')
export class HoldReviewRow {
  @KeyText() id!: string;
  @Text() holdId!: string;
  @Text() caseId!: string;
  @Text() person!: string;
  @Text() role!: Role | 'institution';
  @Text() reason!: string;
  @Text() ruleRowId!: string;
  @Text({ nullable: true }) inboxMessageId!: string | null;
  @Instant() reviewedAt!: Date;
}

/** One answer of an institution to an order, and whether it changed the hold. Append-only. */
@Entity('receipt')
export class ReceiptRow {
  @KeyText() id!: string;
  @Text() holdId!: string;
  /** The hold order or release order that it answers. */
  @Text() orderId!: string;
  @Text() kind!: 'hold' | 'release' | 'lapse' | 'authority';
  @Integer() receiptSeq!: number;
  @Text() result!: string;
  @SatangAmount() amountSatang!: bigint;
  @Text() inboxMessageId!: string;
  /** When it happened, as the institution says. */
  @Instant() at!: Date;
  @Instant() receivedAt!: Date;
  @Flag() applied!: boolean;
  @Text({ nullable: true }) notAppliedReason!: string | null;
}
