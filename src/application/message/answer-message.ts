import { sha256Hex, type MessageKind, type SignedMessage } from './inbox.js';

/** A verified answer: its bytes, status and proof of signature. */
export interface VerifiedAnswer {
  httpStatus: number;
  rawBody: Uint8Array;
  proof: SignedMessage['proof'];
}

/**
 * What a party says to a message of ours; that it accepted one, or does not know it, says nothing
 * yet.
 */
export type Said =
  | { kind: 'answered'; answer: VerifiedAnswer; body: object }
  | { kind: 'rejected'; answer: VerifiedAnswer; code: string }
  | { kind: 'unreadable'; answer: VerifiedAnswer; why: string }
  | { kind: 'accepted' | 'unknown_order' };

interface AnswerKinds {
  receipt: MessageKind;
  refusal: RefusalKind;
}

/**
 * The kinds under which refusals of our messages are kept, and what no one can read in their place.
 */
const REFUSAL_KINDS = [
  'order.rejected',
  'release.rejected',
  'debit.rejected',
  'suspension.rejected',
  'listing.rejected',
  'telecom.rejected',
  'share.rejected',
] as const;
type RefusalKind = (typeof REFUSAL_KINDS)[number];

/** By what we sent: what its answer is kept as. A refusal is never taken for a receipt. */
const ANSWER_KINDS = {
  'hold.order': { receipt: 'hold.receipt', refusal: 'order.rejected' },
  'release.order': { receipt: 'release.receipt', refusal: 'release.rejected' },
  'debit.question': { receipt: 'debit.confirmation', refusal: 'debit.rejected' },
  'suspension.result': { receipt: 'suspension.receipt', refusal: 'suspension.rejected' },
  'listing.notice': { receipt: 'listing.receipt', refusal: 'listing.rejected' },
  'telecom.notice': { receipt: 'telecom.receipt', refusal: 'telecom.rejected' },
  'share.notice': { receipt: 'share.receipt', refusal: 'share.rejected' },
} as const satisfies Readonly<Record<string, AnswerKinds>>;

/**
 * The message in what a party answers at once to the message of ours that `subjectId` names: its
 * receipt, or its refusal; null when it says nothing.
 */
export function answerTo(
  sent: keyof typeof ANSWER_KINDS,
  party: string,
  subjectId: string,
  said: Said,
): SignedMessage | null {
  const { receipt, refusal } = ANSWER_KINDS[sent];
  switch (said.kind) {
    case 'answered':
      return answerMessage(party, receipt, subjectId, said.answer, said.body);
    case 'rejected':
      return answerMessage(party, refusal, subjectId, said.answer, { code: said.code });
    case 'unreadable':
      return answerMessage(party, refusal, subjectId, said.answer, { code: 'UNREADABLE', why: said.why });
    case 'accepted':
    case 'unknown_order':
      return null;
  }
}

/** Whether a message refuses one of ours. */
export function isRefusal({ kind }: Pick<SignedMessage, 'kind'>): boolean {
  return REFUSAL_KINDS.some((refusal) => refusal === kind);
}

/**
 * A signed answer as the inbox keeps it. Its key is our own: what it speaks of and the bytes, so
 * that the same answer to a repeated call is kept once.
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
