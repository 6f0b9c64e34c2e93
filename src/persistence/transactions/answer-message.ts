import { sha256Hex, type MessageKind, type SignedMessage } from './inbox.js';

/** A verified answer: its bytes, status and proof of signature. */
export interface VerifiedAnswer {
  httpStatus: number;
  rawBody: Uint8Array;
  proof: SignedMessage['proof'];
}

/**
 * A signed answer as the inbox keeps it. Its key is our own: what it speaks of and the bytes, so that the same answer to a repeated call is kept once.
 */
export function answerMessage(
  party: string,
  kind: MessageKind,
  subjectId: string,
  answer: VerifiedAnswer,
  content: object,
): SignedMessage {
  return {
    party,
    channel: 'answer',
    messageKey: `${kind}/${subjectId}/${sha256Hex(answer.rawBody)}`,
    kind,
    subjectId,
    rawBody: answer.rawBody,
    content,
    httpStatus: answer.httpStatus,
    proof: answer.proof,
  };
}
