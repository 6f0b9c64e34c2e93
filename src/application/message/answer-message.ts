import type { EntityManager } from 'typeorm';
import { sha256Hex } from '../../persistence/sha256.js';
import type { MessageKind, MessageProof, ProvedMessage } from './signed-message.js';

/** An answer that is believed: its bytes, status and proof. */
export interface VerifiedAnswer<Proof extends MessageProof = MessageProof> {
  httpStatus: number;
  rawBody: Uint8Array;
  proof: Proof;
}

/** A party's reply to our message; `accepted` and `unknown_order` are not answers yet. */
export type Said =
  | { kind: 'answered'; answer: VerifiedAnswer; body: object }
  | { kind: 'rejected'; answer: VerifiedAnswer; code: string }
  | { kind: 'unreadable'; answer: VerifiedAnswer; why: string }
  | { kind: 'accepted' | 'unknown_order' };

/** The kinds of a receipt and of a refusal of one of our messages; the two are never mixed up. */
interface AnswerKinds {
  readonly receipt: MessageKind;
  readonly refusal: RefusalKind;
}

/** The kinds under which refusals of our messages, and unreadable answers to them, are kept. */
type RefusalKind = Extract<MessageKind, `${string}${typeof REFUSAL}`>;
const REFUSAL = '.rejected';

/**
 * Makes what finds the receipt or refusal in a party's direct reply to our message `subjectId`; null
 * when the reply is no answer yet.
 */
export function answeredBy({
  receipt,
  refusal,
}: AnswerKinds): (party: string, subjectId: string, said: Said) => ProvedMessage | null {
  return (party, subjectId, said) => {
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
  };
}

/** The code under which an answer is kept that cannot be read. */
const UNREADABLE = 'UNREADABLE';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The kinds of callbacks that answer a message of ours, with the field that names it. */
const ANSWERS_BY_CALLBACK: Readonly<Record<string, { refusal: RefusalKind; id: string }>> = {
  'hold.receipt': { refusal: 'order.rejected', id: 'orderId' },
  'hold.lapsed': { refusal: 'order.rejected', id: 'orderId' },
  'release.receipt': { refusal: 'release.rejected', id: 'releaseOrderId' },
  'debit.confirmation': { refusal: 'debit.rejected', id: 'confirmationId' },
};

/**
 * Returns a callback that breaks its schema as a direct answer that cannot be read, or undefined when
 * it names no message that it answers. Its key is not its webhook-id: the corrected one may have that.
 * `why` names fields, never values.
 */
export function unreadableCallback(callback: {
  party: string;
  body: unknown;
  rawBody: Uint8Array;
  proof: ProvedMessage['proof'];
  why: string;
}): ProvedMessage | undefined {
  const { party, body, rawBody, proof, why } = callback;
  const { type, data } = (body ?? {}) as { type?: unknown; data?: unknown };
  const answers = typeof type === 'string' ? ANSWERS_BY_CALLBACK[type] : undefined;
  const subjectId = answers && ((data ?? {}) as Record<string, unknown>)[answers.id];
  if (answers === undefined || typeof subjectId !== 'string' || !ULID.test(subjectId)) return undefined;
  const answer = { httpStatus: 0, rawBody, proof };
  const message = answerMessage(party, answers.refusal, subjectId, answer, { code: UNREADABLE, why });
  return { ...message, channel: 'callback', httpStatus: null };
}

/** Returns whether a callback about the same message of ours was kept that could not be read. */
export async function isUnreadableKept(
  manager: EntityManager,
  { party, kind, subjectId }: Pick<ProvedMessage, 'party' | 'kind' | 'subjectId'>,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM inbox_message WHERE party = $1 AND kind = $2 AND subject_id = $3 AND channel = 'callback' LIMIT 1`,
    [party, kind, subjectId],
  );
  return rows.length > 0;
}

/** Statuses that refuse the caller and not the message: a fault of keys or settings. */
const LETS_NOBODY_IN: readonly number[] = [401, 403];

/**
 * Returns whether a message of a refusal's kind really refuses. What cannot be read is neither yes
 * nor no, and who does not let us in has not looked at our message: its sender is asked again.
 */
export function saysNo({ content, httpStatus }: Pick<ProvedMessage, 'content' | 'httpStatus'>): boolean {
  return (content as { code?: unknown }).code !== UNREADABLE && !LETS_NOBODY_IN.includes(httpStatus ?? 0);
}

/** SQL of the same for the message `m` of the inbox. */
export const SAYS_NO = `(m.content->>'code' IS DISTINCT FROM '${UNREADABLE}' AND coalesce(m.http_status NOT IN (${LETS_NOBODY_IN.join(', ')}), true))`;

/** Returns whether a message refuses one of ours. */
export function isRefusal({ kind }: Pick<ProvedMessage, 'kind'>): boolean {
  return kind.endsWith(REFUSAL);
}

/** Returns whether an answer was kept as one that nobody can read. */
export function isUnreadable({ content }: Pick<ProvedMessage, 'content'>): boolean {
  return 'code' in content && content.code === UNREADABLE;
}

/**
 * Returns a signed answer as the inbox keeps it. Its key is made of its subject and bytes, so the
 * same answer to a repeated call is kept once.
 */
export function answerMessage<Proof extends MessageProof>(
  party: string,
  kind: MessageKind,
  subjectId: string,
  answer: VerifiedAnswer<Proof>,
  content: object,
): ProvedMessage<Proof> {
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
