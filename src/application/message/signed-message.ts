import type { MessageKind } from '../../domain/outgoing/received-kind.js';

export type { MessageKind };

/** The signature of a party's key. */
interface KeyProof {
  signatureBase: string;
  signature: string;
  keyId: string;
}

/** What proves who said a message: a signature, or the row of a workbook that a person of the party uploaded in a session. */
export type MessageProof = KeyProof | { sheetRowId: string };

/** A message as it arrived, with what proves who said it. */
export interface ProvedMessage<Proof extends MessageProof = MessageProof> {
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
  proof: Proof;
}

/** A message with its verified signature. */
export type SignedMessage = ProvedMessage<KeyProof>;
