import { sha256Hex } from '../../persistence/sha256.js';
import type { MessageKind, SignedMessage } from './signed-message.js';

/** A verified answer: its bytes, status and proof of signature. */
export interface VerifiedAnswer {
  httpStatus: number;
  rawBody: Uint8Array;
  proof: SignedMessage['proof'];
}

/** A party's reply to our message; `accepted` and `unknown_order` are not answers yet. */
export type Said =
  | { kind: 'answered'; answer: VerifiedAnswer; body: object }
  | { kind: 'rejected'; answer: VerifiedAnswer; code: string }
  | { kind: 'unreadable'; answer: VerifiedAnswer; why: string }
  | { kind: 'accepted' | 'unknown_order' };

interface AnswerKinds {
  receipt: MessageKind;
  refusal: RefusalKind;
}

/** The kinds under which refusals of our messages, and unreadable answers to them, are kept. */
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

/** The kinds of a receipt and of a refusal, by the message we sent; the two are never mixed up. */
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
 * Returns the receipt or refusal in a party's direct reply to our message `subjectId`, or null
 * when the reply is no answer yet.
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
      return answerMessage(party, refusal, subjectId, said.answer, { code: UNREADABLE, why: said.why });
    case 'accepted':
    case 'unknown_order':
      return null;
  }
}

/** The code under which an answer is kept that cannot be read. */
const UNREADABLE = 'UNREADABLE';

/** Statuses that refuse the caller and not the message: a fault of keys or settings. */
const LETS_NOBODY_IN: readonly number[] = [401, 403];

/**
 * Returns whether a message of a refusal's kind really refuses. What cannot be read is neither yes
 * nor no, and who does not let us in has not looked at our message: its sender is asked again.
 */
export function saysNo({ content, httpStatus }: Pick<SignedMessage, 'content' | 'httpStatus'>): boolean {
  return (content as { code?: unknown }).code !== UNREADABLE && !LETS_NOBODY_IN.includes(httpStatus ?? 0);
}

/** SQL of the same for the message `m` of the inbox. */
export const SAYS_NO = `(m.content->>'code' IS DISTINCT FROM '${UNREADABLE}' AND coalesce(m.http_status NOT IN (${LETS_NOBODY_IN.join(', ')}), true))`;

/** Returns whether a message refuses one of ours. */
export function isRefusal({ kind }: Pick<SignedMessage, 'kind'>): boolean {
  return REFUSAL_KINDS.some((refusal) => refusal === kind);
}

/**
 * Returns a signed answer as the inbox keeps it. Its key is made of its subject and bytes, so the
 * same answer to a repeated call is kept once.
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
