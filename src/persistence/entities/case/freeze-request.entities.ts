import { Entity } from 'typeorm';
import type {
  FreezeRequestKind,
  FreezeRequestState,
  Role,
  SYSTEM,
} from '../../../domain/freeze-request/freeze-request.js';
import { Instant, Json, KeyText, SatangAmount, Text } from '../columns.js';

/** A blast radius as it was shown to a person, with its hash. */
export type KeptBlastRadius = object & { sha256: string };

/** A request for an order that needs officers. */
@Entity('freeze_request')
export class FreezeRequestRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() kind!: FreezeRequestKind;
  /** The hold that goes on, that is raised, or that comes back after a release. */
  @Text({ nullable: true }) holdId!: string | null;
  @Text() institution!: string;
  @Text() accountNo!: string;
  @Text() state!: FreezeRequestState;
  @Text() requestedBy!: string;
  /** Of the person, as the sign-in said it then; null: the system asks. */
  @Text({ nullable: true }) requestedName!: string | null;
  @Text() requestedRole!: Role | typeof SYSTEM;
  @Text() reason!: string;
  @Instant({ nullable: true }) untilAt!: Date | null;
  @Text({ nullable: true }) seizureWarrantNo!: string | null;
  /** Of a whole account: the office that issued the warrant, and the day that it bears in Bangkok. */
  @Text({ nullable: true }) warrantAuthority!: string | null;
  @Text({ nullable: true }) warrantIssuedOn!: string | null;
  /** The document of the warrant, and its SHA-256 as the requester and every approver saw it. */
  @Text({ nullable: true }) warrantAttachmentId!: string | null;
  @Text({ nullable: true }) warrantSha256!: string | null;
  /** Of a reinstatement (P-BACK): the release of a part of the hold that was a mistake. */
  @Text({ nullable: true }) partialReleaseId!: string | null;
  /**
   * The most that the order may ask for beyond what is held: the later credit of a catch (P-RESID),
   * or the part that was let go by mistake (P-BACK).
   */
  @SatangAmount({ nullable: true }) raiseSatang!: bigint | null;
  /** Of an armed hold: the most that may be suspended where money of the hold arrives. */
  @SatangAmount({ nullable: true }) armSatang!: bigint | null;
  /** Of a catch (P-RESID): the message that reports the credit. */
  @Text({ nullable: true }) inboxMessageId!: string | null;
  /** Of the evidence that the requester saw. */
  @Text() evidenceHash!: string;
  /** Whom the order would have touched when it was asked for; set on every request. */
  @Json({ nullable: true }) blastRadius!: KeptBlastRadius | null;
  @Text() ruleRowId!: string;
  @Instant() requestedAt!: Date;
  @Instant() remindAt!: Date;
  @Instant() escalateAt!: Date;
  @Instant() expiresAt!: Date;
  @Instant({ nullable: true }) remindedAt!: Date | null;
  @Instant({ nullable: true }) escalatedAt!: Date | null;
  @Instant({ nullable: true }) settledAt!: Date | null;
  /** When the workflow turned the approval into an order. */
  @Instant({ nullable: true }) carriedOutAt!: Date | null;
}

/**
 * A person's act on a freeze request. Append-only. A trigger refuses the person who asked and the
 * person who took the complaint (four eyes).
 */
@Entity('decision')
export class DecisionRow {
  @KeyText() id!: string;
  @Text() freezeRequestId!: string;
  @Text() person!: string;
  /** Of the person, as the sign-in said it then: an order names who gave it (APA s.36). */
  @Text() name!: string;
  @Text() role!: Role;
  @Text() verdict!: 'approve' | 'refuse' | 'own_power';
  @Text() reason!: string;
  @Text() evidenceHash!: string;
  /** Whom the order touches, as the person saw it; null on a refusal that named another hash. */
  @Json({ nullable: true }) blastRadius!: KeptBlastRadius | null;
  @Instant() decidedAt!: Date;
}
