import type { DataSource, EntityManager } from 'typeorm';
import type { AgencyPort } from '../agencies/port.js';
import type { AnswerKinds, Said } from '../application/message/answer-message.js';
import type { SignedMessage } from '../application/message/signed-message.js';
import type { HoldOutcome } from '../contract/outcomes.js';
import type { InstitutionPort } from '../institutions/port.js';
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
  /**
   * Records what became of a call, in a transaction; without `answer` the party only took it. Returns
   * what its hold needs next, when it is about one.
   */
  record(db: DataSource, message: Message, answer: SignedMessage | null): Promise<HoldOutcome | undefined>;
  /** Notes that the party's answer is larger than any may be. */
  tooLarge?(db: DataSource, message: Message): Promise<void>;
}
