import type { EntityManager } from 'typeorm';
import type { AgencyPort } from '../agencies/port.js';
import type { CaseWork } from '../application/case/case-work.js';
import type { AnswerKinds, Said } from '../application/message/answer-message.js';
import type { SignedMessage } from '../application/message/signed-message.js';
import type { InstitutionPort } from '../institutions/port.js';
import type { InboxMessageRow } from '../persistence/entities/message.entities.js';
import type { OutgoingMessageRow } from '../persistence/entities/outgoing.entities.js';
import type { Endpoint } from '../signed-http/signed-client.js';

/** What of a message never changes. */
export type Message = Pick<OutgoingMessageRow, 'id' | 'kind' | 'party' | 'caseId' | 'subjectId'>;

/** The calls that this process can make to parties. */
export interface Ports {
  readonly institutions: InstitutionPort;
  readonly agencies: AgencyPort;
}

/** Everything that is particular to one kind of message. */
export interface Kind<Body extends object = object> {
  /** As what the answers to it are kept. */
  readonly answers: AnswerKinds;
  /** How many ms after an attempt the next one is due, by the number of attempts. */
  retryMs(attempts: number): number;
  /** SQL over the message `m`: whether it must wait, or is not needed any more. */
  readonly heldBack?: string;
  /** Builds the body, the same bytes each time. */
  body(manager: EntityManager, message: Message): Promise<Body>;
  /** Sends it to its party, once. */
  call(ports: Ports, to: Endpoint, body: Body, abortSignal: AbortSignal): Promise<Said>;
  /** Returns the audit event of its first acknowledgement. */
  acknowledged(message: Message, answer: SignedMessage): { type: string; payload: Record<string, unknown> };
  /** Carries out what else an answer changes in its case, each answer in other words once. */
  follow?(work: CaseWork, message: Message, answer: InboxMessageRow): Promise<void>;
}
