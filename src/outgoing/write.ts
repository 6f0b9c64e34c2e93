import { LEASE_MS, WORKFLOW_FIRST_MS } from '../contract/retry-times.js';
import type { WaitingQuestion } from '../domain/debit/question-turn.js';
import { type OutgoingKind, REPEATED_BY_WORKFLOW, SENT_AFTER_COMMIT } from '../domain/outgoing/outgoing-kind.js';
import { after } from '../domain/time.js';
import type { OutgoingMessageRow } from '../persistence/entities/traffic/outgoing.entities.js';
import { bodySha256, disclosedFields } from '../persistence/exchange/message-body.js';
import type { NewExchange } from '../persistence/exchange/record-exchange.js';
import type { Beside } from '../persistence/insert-together.js';

/** A message to a party, as the act hands it on that decides on it. */
export interface NewMessage {
  /** The id in the body. */
  id: string;
  kind: OutgoingKind;
  party: string;
  /** The row that its body is built from again for each sending. */
  subjectId: string;
  body: object;
  legalBasis: readonly string[];
  purpose: string;
  /** When somebody looks whether it is answered, where its silence is a break (P-BREAK). */
  lookAt?: Date;
}

/** A message that is leased to the process that writes it, with its body: nothing is read to send it. */
export interface LeasedMessage {
  readonly message: OutgoingMessageRow;
  readonly body: object;
  /** What decides its turn among those of its kind. */
  readonly turn: WaitingQuestion | null;
}

/**
 * Returns the row of a new message and its exchange (section 4), to write in the transaction that
 * gives the reason. `isLeased`: this process sends it right after the commit, and nobody else before
 * its lease is over.
 */
export function messageToWrite(
  { body, subjectId, legalBasis, purpose, lookAt, ...message }: NewMessage,
  { caseId, now, isLeased = false }: { caseId: string | null; now: Date; isLeased?: boolean },
): { row: OutgoingMessageRow; exchange: NewExchange } {
  const { id, kind, party } = message;
  return {
    row: {
      ...message,
      caseId,
      subjectId,
      writtenAt: now,
      attempts: 0,
      nextAttemptAt: after(now, msForOthers(kind)),
      leasedUntil: null,
      sentAt: null,
      acknowledgedAt: null,
      answer: null,
      lookAt: lookAt ?? null,
      ...(isLeased ? leasedAt(now) : {}),
    },
    exchange: {
      caseId,
      direction: 'out',
      party,
      kind,
      messageId: id,
      legalBasis: [...legalBasis],
      purpose,
      fields: disclosedFields(body),
      bodySha256: bodySha256(body),
      at: now,
    },
  };
}

/** Returns what of the row of a new message says that the process that writes it has taken it. */
export function leasedAt(now: Date): Pick<OutgoingMessageRow, 'attempts' | 'leasedUntil' | 'sentAt'> {
  return { attempts: 1, leasedUntil: after(now, LEASE_MS), sentAt: now };
}

/** How long a new message is left to who commits it, or to its workflow, in ms. */
function msForOthers(kind: OutgoingKind): number {
  if (SENT_AFTER_COMMIT.has(kind)) return LEASE_MS;
  return REPEATED_BY_WORKFLOW.has(kind) ? WORKFLOW_FIRST_MS : 0;
}

/**
 * Names the end of the sending of messages, to write with others. Its party may have been called after
 * the transaction read the clock.
 */
export function acknowledgedAt(ids: readonly string[], now: Date): Beside {
  return {
    sql: (first) => `acknowledged_${first} AS (
      UPDATE outgoing_message SET acknowledged_at = greatest($${first + 1}::timestamptz, sent_at), leased_until = NULL
       WHERE id = ANY ($${first}::text[]) AND acknowledged_at IS NULL)`,
    parameters: [ids, now],
  };
}
