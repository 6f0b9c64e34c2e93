import type { MessageKind } from '../../domain/outgoing/received-kind.js';

export type { MessageKind };

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
