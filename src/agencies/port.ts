import type { EvidenceFacts } from '../domain/evidence/evidence-facts.js';
import type { Subjects } from '../domain/evidence/questions.js';
import type { Endpoint, SignedAnswer } from '../signed-http/signed-client.js';
import type {
  ShareNotice,
  ShareNoticeAccepted,
  TelecomNotice,
  TelecomNoticeAccepted,
} from '../wire/agency-protocol.js';

/**
 * One batched question to an agency, with what section 4 wants stated: whose case, under which law,
 * for what.
 */
export interface AgencyQuestion {
  /** ULID; the same one on every repetition. */
  readonly requestId: string;
  readonly caseNo: string;
  readonly legalBasis: readonly { readonly ruleId: string; readonly section: string; readonly instrument: string }[];
  readonly purpose: string;
  readonly answerBy: Date;
  /** Only the agency's own kinds are sent (`planQuestions` plans no others). */
  readonly subjects: Subjects;
}

/** What an agency said, signed. No answer at all is a `NoAnswerError`. */
export type AgencyAnswer =
  | { kind: 'answered'; facts: EvidenceFacts; answer: SignedAnswer }
  /** 202: the answer follows by callback. */
  | { kind: 'accepted'; answer: SignedAnswer }
  /** The agency will not answer and says why. */
  | { kind: 'declined'; reason: string; answer: SignedAnswer }
  /**
   * Not in the agreed form, about another question, or a refusal of the message itself. `why` names
   * fields and codes, never values.
   */
  | { kind: 'unreadable'; why: string; answer: SignedAnswer };

/** What an agency says to a notice, signed. */
export type NoticeAnswer<T> =
  | { kind: 'answered'; body: T; answer: SignedAnswer }
  /** The agency refuses the notice. */
  | { kind: 'rejected'; code: string; answer: SignedAnswer }
  /** Not in the agreed form, or about another notice. `why` names fields, never values. */
  | { kind: 'unreadable'; why: string; answer: SignedAnswer };

export interface AgencyPort {
  /**
   * Sends one question to the agency whose slug the endpoint has; it sends once and may be
   * repeated.
   * @throws NoAnswerError when nothing that may be believed came back; an `Error` when the slug is
   * no agency's or the question has no subject for it
   */
  ask(to: Endpoint, question: AgencyQuestion): Promise<AgencyAnswer>;
  /**
   * Tells police, DSI or AMLO of disclosures (section 4 paragraph 3); the same notice may be sent
   * again.
   * @throws NoAnswerError when nothing that may be believed came back
   */
  tell(to: Endpoint, notice: ShareNotice): Promise<NoticeAnswer<ShareNoticeAccepted>>;
  /**
   * Tells NBTC of numbers whose service is to be suspended (NBTC-5); the same notice may be sent
   * again.
   * @throws NoAnswerError when nothing that may be believed came back
   */
  cutOff(to: Endpoint, notice: TelecomNotice): Promise<NoticeAnswer<TelecomNoticeAccepted>>;
}
