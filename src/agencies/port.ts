import type { EvidenceFacts } from '../domain/evidence/evidence-facts.js';
import type { TokenKey } from '../domain/evidence/person-tokens.js';
import type { Subjects } from '../domain/evidence/questions.js';
import type { Endpoint, SignedAnswer } from '../signed-http/signed-client.js';
import type {
  ShareNotice,
  ShareNoticeAccepted,
  TelecomNotice,
  TelecomNoticeAccepted,
} from '../wire/agency/agency-protocol.js';

/**
 * One batched question to an agency, with the case, law and purpose that section 4 wants stated.
 */
export interface AgencyQuestion {
  /** A ULID, the same one on every repetition. */
  readonly requestId: string;
  readonly caseNo: string;
  readonly legalBasis: readonly { readonly ruleId: string; readonly section: string; readonly instrument: string }[];
  readonly purpose: string;
  readonly answerBy: Date;
  /** Only the agency's own kinds of subject are sent (`planQuestions` plans no others). */
  readonly subjects: Subjects;
  /** Under which key the agency names persons by tokens; null: by plain references. */
  readonly personTokens: TokenKey | null;
}

/** A signed answer of an agency to a question; a missing answer is a `NoAnswerError` instead. */
export type AgencyAnswer =
  | { kind: 'answered'; facts: EvidenceFacts; answer: SignedAnswer }
  /** 202: the answer follows by callback. */
  | { kind: 'accepted'; answer: SignedAnswer }
  /** The agency does not want to answer and gives the reason. */
  | { kind: 'declined'; reason: string; answer: SignedAnswer }
  /**
   * In another form, about another question, or a refusal of the message itself; `why` names
   * fields and codes, never values.
   */
  | { kind: 'unreadable'; why: string; answer: SignedAnswer };

/** A signed answer of an agency to a message that it must acknowledge. */
export type AcknowledgementAnswer<T> =
  | { kind: 'answered'; body: T; answer: SignedAnswer }
  /** The agency refuses the message. */
  | { kind: 'rejected'; code: string; answer: SignedAnswer }
  /** In another form, or about another message; `why` names fields, never values. */
  | { kind: 'unreadable'; why: string; answer: SignedAnswer };

/**
 * The messages that the centre sends to an agency. Each method sends once and may be repeated.
 * @throws NoAnswerError from each method when no answer with a valid signature came back; the
 * reason of `abortSignal` when it aborts the call
 */
export interface AgencyPort {
  /**
   * Sends one question to the agency whose slug the endpoint has.
   * @throws Error when no agency has the slug, or the question has no subject for the agency
   */
  ask(to: Endpoint, question: AgencyQuestion, abortSignal?: AbortSignal): Promise<AgencyAnswer>;
  /** Sends police, DSI or AMLO the disclosures that they must know of (section 4 paragraph 3). */
  sendShareNotice(
    to: Endpoint,
    notice: ShareNotice,
    abortSignal?: AbortSignal,
  ): Promise<AcknowledgementAnswer<ShareNoticeAccepted>>;
  /** Sends NBTC the numbers whose service it is to suspend (NBTC-5). */
  sendTelecomNotice(
    to: Endpoint,
    notice: TelecomNotice,
    abortSignal?: AbortSignal,
  ): Promise<AcknowledgementAnswer<TelecomNoticeAccepted>>;
}
