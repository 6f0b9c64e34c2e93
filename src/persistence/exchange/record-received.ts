import type { EntityManager } from 'typeorm';
import { PURPOSE_OF } from '../../domain/outgoing/received-kind.js';
import type { InboxMessageRow } from '../entities/traffic/message.entities.js';
import { receivedFields } from './received-fields.js';
import { exchangeParameters, writeExchangesSql } from './record-exchange.js';

/**
 * SQL that finds the rows an arriving message rests on: those of the message it answers, or, when
 * nobody asked for it, section 4 itself.
 */
const BASIS = `
  coalesce(x."legalBasis",
    (SELECT asked.legal_basis FROM exchange asked WHERE asked.message_id = kept.subject_id AND asked.direction = 'out' LIMIT 1),
    ARRAY[(SELECT r.row_id FROM rule_row r JOIN case_file f ON f.rulebook = r.rulebook
            WHERE f.id = kept.case_id AND r.rule_id = 'SHARE-4' AND r.effective_from <= kept.received_at
            ORDER BY r.effective_from DESC LIMIT 1)])`;

/**
 * SQL of the parts of a WITH that keep the message of `receivedParameters` in `kept`, with what it
 * discloses. They write nothing when the party used its key before. `caseId` is SQL that may read
 * `from`; the message is kept once for each row of `from`, so at most once.
 */
export function keepReceivedSql({ caseId, from }: { caseId: string; from?: string }): string {
  return `kept AS (
    INSERT INTO inbox_message (id, party, message_key, channel, kind, subject_id, case_id, raw_body, content, body_sha256,
           http_status, key_id, signature_base, signature, received_at, processed_at, outcome, failures, sheet_row_id)
    SELECT $3, $4, $5, $6, $7, $8, ${caseId}, $9::bytea, $10::jsonb, $11, $12::integer, $13, $14, $15,
           coalesce($16::timestamptz, now()), $17::timestamptz, $18, $19::integer, $20 ${from === undefined ? '' : `FROM ${from}`}
    ON CONFLICT DO NOTHING RETURNING id, subject_id, case_id, received_at),
  ${writeExchangesSql({ caseId: 'kept.case_id', legalBasis: BASIS, at: 'kept.received_at', beside: 'JOIN kept ON kept.id = x."messageId"' })}`;
}

/** The number of the first parameter after those of `receivedParameters`. */
export const AFTER_RECEIVED = 21;

/** A message to keep; without `receivedAt` it arrives at the database's time. */
export type Arriving = Omit<InboxMessageRow, 'receivedAt' | 'caseId'> & { receivedAt: Date | null };

/**
 * Returns the parameters of `keepReceivedSql`. `basis` replaces the legal basis that is otherwise
 * looked up.
 */
export function receivedParameters(message: Arriving, basis?: readonly string[]): unknown[] {
  const { id, party, kind, bodySha256 } = message;
  const exchange = {
    caseId: null,
    direction: 'in' as const,
    party,
    kind,
    messageId: id,
    legalBasis: basis ?? null,
    purpose: PURPOSE_OF[kind],
    fields: receivedFields(message),
    bodySha256,
  };
  return [
    ...exchangeParameters([exchange]),
    id,
    party,
    message.messageKey,
    message.channel,
    kind,
    message.subjectId,
    message.rawBody,
    JSON.stringify(message.content),
    bodySha256,
    message.httpStatus,
    message.keyId,
    message.signatureBase,
    message.signature,
    message.receivedAt,
    message.processedAt,
    message.outcome,
    message.failures,
    message.sheetRowId,
  ];
}

const KEEP = `WITH ${keepReceivedSql({ caseId: `$${AFTER_RECEIVED}` })} SELECT id FROM kept`;

/**
 * Keeps a party's message with what it discloses, by one statement. Returns false, and writes
 * nothing, when the party used this key before. Throws when there is no legal basis.
 */
export async function keepReceived(
  manager: EntityManager,
  message: Arriving,
  caseId: string | null,
  basis?: readonly string[],
): Promise<boolean> {
  const kept = await manager.query<unknown[]>(KEEP, [...receivedParameters(message, basis), caseId]);
  return kept.length === 1;
}
