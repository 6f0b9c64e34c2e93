import { sha256Hex, type MessageKind, type SignedMessage } from './inbox.js';

/** A verified answer: its bytes, status and proof of signature. */
export interface VerifiedAnswer {
  httpStatus: number;
  rawBody: Uint8Array;
  proof: SignedMessage['proof'];
}

/** What an institution says to a release order; accepting it says nothing yet. */
type SaidToRelease =
  | { kind: 'answered'; answer: VerifiedAnswer; body: object }
  | { kind: 'rejected'; answer: VerifiedAnswer; code: string }
  | { kind: 'unreadable'; answer: VerifiedAnswer; why: string }
  | { kind: 'accepted' | 'unknown_order' };

/** The message in an answer to a release order: its receipt, or its refusal, which is never taken for one; null when it says nothing. */
export function answerToRelease(party: string, releaseOrderId: string, said: SaidToRelease): SignedMessage | null {
  switch (said.kind) {
    case 'answered':
      return answerMessage(party, 'release.receipt', releaseOrderId, said.answer, said.body);
    case 'rejected':
      return answerMessage(party, 'release.rejected', releaseOrderId, said.answer, { code: said.code });
    case 'unreadable': {
      const content = { code: 'UNREADABLE', why: said.why };
      return answerMessage(party, 'release.rejected', releaseOrderId, said.answer, content);
    }
    case 'accepted':
    case 'unknown_order':
      return null;
  }
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
