import type { FieldFault } from '../../domain/complaint/check-complaint.js';
import type { SuspectContact } from '../../domain/link/subject.js';
import type { NoticeToCheck } from '../../domain/notice/check-notice.js';
import { type Refusal, refuse } from '../../domain/result.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { NoticeRow } from '../../persistence/entities/notice.entities.js';
import type { TransferRow } from '../../persistence/entities/trail.entities.js';
import type { ActingPerson } from '../case/acting-person.js';
import type { CaseWork } from '../case/case-work.js';
import type { Callback } from '../message/receive-message.js';
import type { NoticeOutcome } from './order-holds-of-notice.js';

/**
 * A notice whose form is checked: what the record needs of it. The whole body is stored as
 * received.
 */
export interface NoticeInput extends NoticeToCheck {
  transfers: readonly (NoticeToCheck['transfers'][number] & { rail: string })[];
  suspectContacts?: readonly SuspectContact[] | undefined;
}

/**
 * Who gives the notice: an institution by its signature, or an officer in the name of an office.
 */
export type Notifier =
  | { by: 'institution'; message: Omit<Callback, 'kind' | 'subjectId' | 'content'> }
  | { by: 'officer'; person: ActingPerson; office: string; idempotencyKey: string };

/** A notice as the API hands it over. */
export interface ReceiveNotice {
  body: NoticeInput;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  notifier: Notifier;
  rulebook: RulebookName;
}

/** The answer to a notice; the shape is that of the API. */
export interface NoticeResponse {
  id: string;
  receivedAt: string;
  cases: { id: string; caseNo: string; joined: boolean; references: string[] }[];
  suspensions: { id: string; reference: string; expiresAt: string }[];
  holds: {
    reference: string;
    institution: string;
    effect: NoticeOutcome['effect'];
    holdId: string | null;
    until: string | null;
  }[];
}

/** A checked notice with what the transaction has already read. */
export interface NoticeToWrite extends ReceiveNotice {
  now: Date;
  sequence: number;
  rules: Rulebook;
}

export type NoticeKind = NoticeRow['kind'];

/** One case of the notice, its work, and the transfers of the notice that it has. */
export interface NoticedCase {
  work: CaseWork;
  joined: boolean;
  transfers: readonly { reported: NoticeInput['transfers'][number]; row: TransferRow }[];
}

/** Subject of the officer, or slug of the institution. */
export function actorOf({ notifier }: ReceiveNotice): string {
  return notifier.by === 'institution' ? notifier.message.party : notifier.person.subject;
}

/** Which kind of notice it is, in records and exchanges. */
export function kindOf({ notifier }: ReceiveNotice): NoticeKind {
  return notifier.by === 'institution' ? 'suspicion.notice' : 'officer.notice';
}

/** A refusal that names its fields. */
export function invalid(detail: string, faults: readonly FieldFault[]): Refusal & { faults: readonly FieldFault[] } {
  return { ...refuse('NOTICE.INVALID', detail), faults };
}
