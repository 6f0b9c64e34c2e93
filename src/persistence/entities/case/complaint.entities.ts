import { Entity } from 'typeorm';
import type { CorrectionState } from '../../../domain/complaint/later/correction.js';
import type { HolderFinding, HolderPaper, HolderPapersState } from '../../../domain/complaint/later/holder-papers.js';
import type { WayToIdentify, WithdrawalState } from '../../../domain/complaint/later/withdrawal.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import { Flag, Instant, Json, KeyText, Text, TextList } from '../columns.js';

/**
 * A complaint as received. Personal data of the victim and the reporter stands only here, in the
 * additions and in the call record. Append-only, but for `known`, which has what was told later.
 */
@Entity('complaint')
export class ComplaintRow {
  @KeyText() id!: string;
  @Instant() receivedAt!: Date;
  /** Subject of the token. */
  @Text() receivedBy!: string;
  @Text() receivedByName!: string;
  /** A keyed hash of the reporter's phone, to limit reports without a copy of the number. */
  @Text() reporterKey!: string;
  /** Keyed hashes of the telephone numbers of victim and reporter: none of them decides the case. */
  @TextList() phoneKeys!: string[];
  @Json() body!: unknown;
  @Text() bodySha256!: string;
  /** What was told later and was not known at intake (`KnownLater`). */
  @Json() known!: unknown;
}

/** An addition to a complaint. Append-only. */
@Entity('complaint_addition')
export class ComplaintAdditionRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() kind!: 'supplement' | 'statement' | 'transfers' | 'found' | 'authority' | 'told_again';
  @Json() body!: unknown;
  @Instant() receivedAt!: Date;
  @Text() receivedBy!: string;
}

/** Section 8: the written record of an oral notice, signed by its recipient. Append-only. */
@Entity('call_record')
export class CallRecordRow {
  @KeyText() caseId!: string;
  @Json() document!: unknown;
  @Text() documentSha256!: string;
  @Text() signature!: string;
  @Text() keyId!: string;
  @Instant() createdAt!: Date;
}

/**
 * A request to withdraw a complaint (P-WITHDRAW), and what a second person decided. It is decided
 * once; refused or lapsed, it has no effect.
 */
@Entity('withdrawal')
export class WithdrawalRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() state!: WithdrawalState;
  @Text() reason!: string;
  /** How the reporter was identified. */
  @Text() identifiedBy!: WayToIdentify;
  @Instant() calledBackAt!: Date;
  @Text() ruleRowId!: string;
  @Text() requestedBy!: string;
  @Text() requestedRole!: Role;
  @Instant() requestedAt!: Date;
  @Instant() lapsesAt!: Date;
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedRole!: Role | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
}

/**
 * A finding about the holder of a debited account, by papers (P-PAPERS), and what a second person
 * decided. It is decided once; refused or lapsed, it has no effect.
 */
@Entity('holder_papers')
export class HolderPapersRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() finding!: HolderFinding;
  @Text() institution!: string;
  @Text() accountNo!: string;
  @Text() state!: HolderPapersState;
  /** What shows it; null where the finding is taken back. */
  @Text({ nullable: true }) documentKind!: HolderPaper | null;
  @Text({ nullable: true }) documentNo!: string | null;
  @Text({ nullable: true }) attachmentId!: string | null;
  /** Of the file as it was when the finding was proposed. */
  @Text({ nullable: true }) documentSha256!: string | null;
  @Text() reason!: string;
  @Text() ruleRowId!: string;
  @Text() requestedBy!: string;
  @Text() requestedRole!: Role;
  @Instant() requestedAt!: Date;
  @Instant() lapsesAt!: Date;
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedRole!: Role | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
}

/**
 * A correction of transfers that a complaint reported (P-CORRECT). Where it changes an order, a
 * second person decides on it once; refused or lapsed, it has no effect.
 */
@Entity('correction')
export class CorrectionRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() state!: CorrectionState;
  /** As received: the mistaken transfers by id, and what is true of them. */
  @Json() body!: object;
  @Text() reason!: string;
  @Instant({ nullable: true }) calledBackAt!: Date | null;
  /** An order changes by it, so that a second person must confirm it. */
  @Flag() changesOrders!: boolean;
  @Text() ruleRowId!: string;
  @Text() requestedBy!: string;
  @Text() requestedRole!: Role;
  @Instant() requestedAt!: Date;
  /** Null where one person was enough. */
  @Instant({ nullable: true }) lapsesAt!: Date | null;
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedRole!: Role | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
}
