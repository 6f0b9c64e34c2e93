import type { FieldFault } from '../../domain/complaint/intake/check-complaint.js';
import type { Authority } from '../../domain/complaint/intake/who-reports.js';
import type { SuspectContact } from '../../domain/link/subject.js';
import type { CustomerNoticeToCheck } from '../../domain/notice/check-customer-notice.js';
import type { NoticeToCheck } from '../../domain/notice/check-notice.js';
import type { NoticeKind } from '../../domain/notice/notice.js';
import type { NoticeOffice } from '../../domain/notice/who-may-notify.js';
import { type Refusal, refuse } from '../../domain/result.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import type { IdempotentRequest } from '../message/idempotent-request.js';
import type { Callback } from '../message/receive-message.js';
import type { NoticeOutcome } from './order-holds-of-notice.js';

/** The fields of a checked notice that become rows; the whole body is stored as received. */
export interface NoticeInput extends NoticeToCheck {
  transfers: readonly (NoticeToCheck['transfers'][number] & { rail: string })[];
  suspectContacts?: readonly SuspectContact[] | undefined;
}

/**
 * The giver of a notice: an institution by its signature, or an officer in the name of an office.
 */
export type Notifier =
  | { by: 'institution'; message: Omit<Callback, 'kind' | 'subjectId' | 'content'> }
  | { by: 'officer'; person: ActingPerson; office: NoticeOffice; idempotencyKey: string };

/** A notice as the API hands it over. */
export interface ReceiveNotice {
  body: NoticeInput;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  notifier: Notifier;
  rulebook: RulebookName;
}

/** What a bank says that its customer, the victim, told it (section 7). */
export interface CustomerNoticeInput extends CustomerNoticeToCheck {
  transfers: readonly (CustomerNoticeToCheck['transfers'][number] & { rail: string })[];
  caseType: string;
  /** Who told the bank for its customer by law; undefined: the customer did. */
  actsFor?: Authority | undefined;
  suspectContacts?: readonly SuspectContact[] | undefined;
}

/** A notice of a customer as the API hands it over. */
export interface ReceiveCustomerNotice {
  body: CustomerNoticeInput;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  message: Omit<Callback, 'kind' | 'subjectId' | 'content'>;
  rulebook: RulebookName;
}

/** The answer to a notice, in the shape of the API. */
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

/** A checked notice with the clock, case number and rules of its transaction. */
export interface NoticeToWrite extends ReceiveNotice {
  now: Date;
  sequence: number;
  rules: Rulebook;
  /** Under whose key the answer is kept. */
  request: IdempotentRequest;
}

/**
 * A case of a notice with the transfers that the notice names there; `joined`: it was on record.
 */
export interface NoticedCase {
  work: CaseWork;
  joined: boolean;
  transfers: readonly { reported: NoticeInput['transfers'][number]; row: TransferRow }[];
}

/** Returns who acts: the subject of the officer, or the slug of the institution. */
export function actorOf({ notifier }: ReceiveNotice): string {
  return notifier.by === 'institution' ? notifier.message.party : notifier.person.subject;
}

/** Returns the kind of the notice, in rows and exchanges. */
export function kindOf({ notifier }: ReceiveNotice): NoticeKind {
  return notifier.by === 'institution' ? 'suspicion.notice' : 'officer.notice';
}

/** Returns the refusal `NOTICE.INVALID` with its faulty fields. */
export function invalidNotice(
  detail: string,
  faults: readonly FieldFault[],
): Refusal & { faults: readonly FieldFault[] } {
  return { ...refuse('NOTICE.INVALID', detail), faults };
}
