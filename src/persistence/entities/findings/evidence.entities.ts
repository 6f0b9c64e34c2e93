import { Entity } from 'typeorm';
import type { Subjects } from '../../../domain/evidence/questions.js';
import type { Agency } from '../../../domain/party.js';
import { Flag, Instant, Integer, Json, KeyText, Text, TextList } from '../columns.js';

/** One question to one agency in one wave of a case. */
@Entity('evidence_request')
export class EvidenceRequestRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() agency!: Agency;
  @Integer() wave!: number;
  /** Accounts, numbers, links or wallets asked about. */
  @Json() subjects!: Subjects;
  /** `unknown`: no readable answer came in time. It never means "nothing found". */
  @Text() state!: 'asked' | 'answered' | 'declined' | 'unknown';
  @Text({ nullable: true }) stateReason!: string | null;
  /** Ids of rule rows. */
  @TextList() legalBasis!: string[];
  @Text() purpose!: string;
  @Instant() askedAt!: Date;
  @Instant() deadlineAt!: Date;
  @Instant({ nullable: true }) sentAt!: Date | null;
  @Instant({ nullable: true }) answeredAt!: Date | null;
}

/** An agency's answer; each answer is a version of its own. Append-only. */
@Entity('evidence')
export class EvidenceRow {
  @KeyText() id!: string;
  @Text() evidenceRequestId!: string;
  @Text() caseId!: string;
  @Text() agency!: Agency;
  @Integer() version!: number;
  @Json() content!: object;
  /** Of the bytes as received. */
  @Text() rawSha256!: string;
  @Text() inboxMessageId!: string;
  /** It came after the question's deadline. */
  @Flag() late!: boolean;
  @Instant() receivedAt!: Date;
}
