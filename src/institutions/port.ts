import type { Endpoint, SignedAnswer } from '../signed-http/signed-client.js';
import type { AnswerTo, INSTITUTION_CALLS, SentBy } from '../wire/institution/institution-calls.js';

/** A signed answer of an institution; a missing answer is a `NoAnswerError` instead. */
export type InstitutionAnswer<T> =
  /** 202: the institution has the message; the result follows by callback. */
  | { kind: 'accepted'; answer: SignedAnswer }
  /** 200: the result. */
  | { kind: 'answered'; body: T; answer: SignedAnswer }
  /** 404: the order never arrived there. */
  | { kind: 'unknown_order'; answer: SignedAnswer }
  /** The institution refuses the message; sending the same one again changes nothing. */
  | { kind: 'rejected'; httpStatus: number; code: string; answer: SignedAnswer }
  /** 2xx, but in another form or about another message; `why` names fields, never values. */
  | { kind: 'unreadable'; why: string; answer: SignedAnswer };

/**
 * The messages that the centre sends to an institution (docs/institution-protocol.openapi.json), a
 * method for each call of `INSTITUTION_CALLS`. Each sends once and may be repeated: the institution
 * answers the same id with the same result.
 * @throws NoAnswerError from each method when no answer with a valid signature came back; the
 * reason of `abortSignal` when it aborts the call
 */
export type InstitutionPort = {
  readonly [Name in keyof typeof INSTITUTION_CALLS]: (
    to: Endpoint,
    sent: SentBy<Name>,
    abortSignal?: AbortSignal,
  ) => Promise<InstitutionAnswer<AnswerTo<Name>>>;
};
