import type { DataSource, EntityManager } from 'typeorm';
import type { AgencyPort } from '../agencies/port.js';
import type { Said } from '../application/message/answer-message.js';
import type { ProvedMessage } from '../application/message/signed-message.js';
import type { HoldOutcome } from '../contract/outcomes.js';
import type { WaitingQuestion } from '../domain/debit/question-turn.js';
import type { InstitutionPort } from '../institutions/port.js';
import type { OutgoingMessageRow } from '../persistence/entities/traffic/outgoing.entities.js';
import type { Endpoint } from '../signed-http/signed-client.js';
import type { LeasedMessage } from './write.js';

/** What of a message never changes. */
export type Message = Pick<OutgoingMessageRow, 'id' | 'kind' | 'party' | 'caseId' | 'subjectId'>;

/** The calls that this process can make to parties. */
export interface Ports {
  readonly institutions: InstitutionPort;
  readonly agencies: AgencyPort;
}

/** How a message stands: in ms its age, and what is left until its answer is late (null: it never is). */
export interface Times {
  readonly ageMs: number;
  readonly leftMs: number | null;
  /** Its party has taken it, and owes the answer. */
  readonly isTaken: boolean;
}

/** What the answer to a message leads to, besides what its transaction wrote. */
export interface Effect {
  /** What its hold needs next. */
  readonly hold?: HoldOutcome;
  /** Messages that its transaction wrote and leased to this process. */
  readonly leased?: readonly LeasedMessage[];
  /** The case that must be looked at. */
  readonly caseId?: string;
}

/** What a party said to a message, and its answer; null when that is none yet. */
export interface Heard<Reply> {
  readonly message: Message;
  readonly said: Reply;
  readonly answer: ProvedMessage | null;
}

/** Everything that is particular to one kind of message. */
export interface Kind<Body extends object = object, Reply extends { readonly kind: string } = Said> {
  /** Its party has done all that is asked when it has taken the message: the answer comes by itself. */
  readonly isDoneWhenTaken?: boolean;
  /** How many ms after an attempt the next one is due, by the number of attempts, whatever becomes of it. */
  retryMs(attempts: number, times: Times): number;
  /**
   * How many ms after a call that its party answered in vain the next one is due at the earliest; absent: as `retryMs` says.
   * A call that failed on its way, or whose process died, must not cost the pause of a party that is only asked now and then.
   */
  retryAnsweredMs?(times: Times): number;
  /** SQL over the message `m`: whether it must wait, or is not needed any more. */
  readonly heldBack?: string;
  /** SQL over the message `m`: whether its party has taken it, so that it is asked for the answer. */
  readonly isTaken?: string;
  /** SQL over the message `m` of a `WaitingQuestion` as JSON: messages of the kind to one party take fair turns by it. */
  readonly turn?: string;
  /** Builds the body, the same bytes each time. */
  body(manager: EntityManager, message: Message): Promise<Body>;
  /** Sends it to its party, once. */
  call(ports: Ports, to: Endpoint, body: Body, abortSignal: AbortSignal): Promise<Reply>;
  /** Returns the reply as it is kept; null when it is no answer yet. */
  answer(party: string, messageId: string, reply: Reply): ProvedMessage | null;
  /** Records what became of a call, in a transaction; without `answer` the party only took it. */
  record(db: DataSource, message: Message, answer: ProvedMessage | null, said: Reply): Promise<Effect>;
  /**
   * Records what became of calls about one case, which wait for the same lock, in one transaction, and
   * leases what that sends on to this process. A kind that has it gives back, in that transaction and
   * in that of `record`, what is to be sent again.
   */
  recordTogether?(db: DataSource, heard: readonly Heard<Reply>[]): Promise<PromiseSettledResult<Effect>[]>;
  /** Notes what a call that brought no answer says all the same. */
  failed?(db: DataSource, message: Message, error: unknown): Promise<void>;
}

/** What decides the turn of a message among those of its kind; null for a kind that takes no turns. */
export type Turn = WaitingQuestion | null;
