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
} from '../wire/institution-protocol.js';

/** What an institution said, signed. No answer at all is a `NoAnswerError`. */
export type InstitutionAnswer<T> =
  /** 202: on record there, the result follows by callback. */
  | { kind: 'accepted'; answer: SignedAnswer }
  /** 200. */
  | { kind: 'answered'; body: T; answer: SignedAnswer }
  /** The order that was asked after never arrived there. */
  | { kind: 'unknown_order'; answer: SignedAnswer }
  /** The institution refuses the message itself; sending the same one again changes nothing. */
  | { kind: 'rejected'; httpStatus: number; code: string; answer: SignedAnswer }
  /** 2xx, but not in the agreed form or about something else. `why` names fields, never values. */
  | { kind: 'unreadable'; why: string; answer: SignedAnswer };

/**
 * What the centre asks of an institution (design of the protocol:
 * docs/institution-protocol.openapi.json). Each call sends once and may be repeated: the
 * institution answers the same id with the same result.
 * @throws NoAnswerError from each method when nothing that may be believed came back
 */
export interface InstitutionPort {
  /** Suspend exactly this amount until the order's expiry (section 7, section 8/5(2)). */
  placeHold(to: Endpoint, order: HoldOrder): Promise<InstitutionAnswer<HoldReceipt>>;
  /** What became of an order, when its callback is missing. */
  readHoldOrder(to: Endpoint, orderId: string): Promise<InstitutionAnswer<HoldReceipt>>;
  /** Let go (section 7 last paragraph, AOC-85C and the rulebook's expiries). */
  releaseHold(to: Endpoint, order: ReleaseOrder): Promise<InstitutionAnswer<ReleaseReceipt>>;
  /** What the officer found of a suspension under section 6 (OFF-6C). */
  tellSuspensionResult(to: Endpoint, result: SuspensionResult): Promise<InstitutionAnswer<SuspensionResultReceipt>>;
  /** A person or wallet was listed or delisted (LIST-42). */
  tellListing(to: Endpoint, notice: ListingNotice): Promise<InstitutionAnswer<ListingReceipt>>;
  /** Did the victim's account really send this transfer? */
  confirmDebit(to: Endpoint, request: DebitConfirmationRequest): Promise<InstitutionAnswer<DebitConfirmation>>;
}
