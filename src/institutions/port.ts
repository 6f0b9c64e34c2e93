import type { Endpoint, SignedAnswer } from '../signed-http/signed-client.js';
import type {
  DebitConfirmation,
  DebitConfirmationRequest,
  HoldOrder,
  HoldReceipt,
  ListingNotice,
  ListingReceipt,
  ReleaseOrder,
  ReleaseReceipt,
  SuspensionResult,
  SuspensionResultReceipt,
} from '../wire/institution/institution-protocol.js';

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
 * The messages that the centre sends to an institution (docs/institution-protocol.openapi.json).
 * Each method sends once and may be repeated: the institution answers the same id with the same
 * result.
 * @throws NoAnswerError from each method when no answer with a valid signature came back; the
 * reason of `abortSignal` when it aborts the call
 */
export interface InstitutionPort {
  /** Sends an order to suspend exactly this amount until its expiry (sections 7 and 8/5(2)). */
  placeHold(to: Endpoint, order: HoldOrder, abortSignal?: AbortSignal): Promise<InstitutionAnswer<HoldReceipt>>;
  /** Asks what became of an order whose callback is missing. */
  readHoldOrder(to: Endpoint, orderId: string, abortSignal?: AbortSignal): Promise<InstitutionAnswer<HoldReceipt>>;
  /** Sends an order to release a hold (section 7 last paragraph, AOC-85C, rulebook's expiries). */
  releaseHold(to: Endpoint, order: ReleaseOrder, abortSignal?: AbortSignal): Promise<InstitutionAnswer<ReleaseReceipt>>;
  /** Sends what the officer found about a suspension under section 6 (OFF-6C). */
  sendSuspensionResult(
    to: Endpoint,
    result: SuspensionResult,
    abortSignal?: AbortSignal,
  ): Promise<InstitutionAnswer<SuspensionResultReceipt>>;
  /** Sends a notice that a person or wallet was listed or delisted (LIST-42). */
  sendListingNotice(
    to: Endpoint,
    notice: ListingNotice,
    abortSignal?: AbortSignal,
  ): Promise<InstitutionAnswer<ListingReceipt>>;
  /** Asks whether the victim's account really sent this transfer. */
  confirmDebit(
    to: Endpoint,
    request: DebitConfirmationRequest,
    abortSignal?: AbortSignal,
  ): Promise<InstitutionAnswer<DebitConfirmation>>;
}
