/**
 * The kinds of signed messages. `evidence.unreadable` is an answer that its agency's schema
 * refuses.
 */
export type MessageKind =
  | 'hold.receipt'
  | 'release.receipt'
  | 'hold.lapsed'
  | 'debit.confirmation'
  | 'account.credited'
  | 'evidence.answer'
  | 'evidence.declined'
  | 'evidence.unreadable'
  | 'order.rejected'
  | 'release.rejected'
  | 'debit.rejected'
  | 'suspension.rejected'
  | 'listing.rejected'
  | 'telecom.rejected'
  | 'share.receipt'
  | 'share.rejected'
  | 'suspicion.notice'
  | 'customer.notice'
  | 'customer.withdrawn'
  | 'suspension.receipt'
  | 'telecom.receipt'
  | 'listing.receipt'
  | 'holder.notified'
  | 'hold.reviewed'
  | 'holder.appeal';

/** A message as it arrived, with its verified signature. */
export interface SignedMessage {
  party: string;
  channel: 'callback' | 'answer';
  /** `webhook-id` of a callback; our own key for an answer. Unique per party for ever. */
  messageKey: string;
  kind: MessageKind;
  subjectId: string;
  rawBody: Uint8Array;
  /** The body, read by its schema. */
  content: object;
  httpStatus: number | null;
  proof: { signatureBase: string; signature: string; keyId: string };
}
