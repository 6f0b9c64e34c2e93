import type { EntityManager } from 'typeorm';
import type { ExchangeRow } from '../entities/traffic/exchange.entities.js';
import { newId } from '../ids.js';
import { type Beside, insertTogether } from '../insert-together.js';
import { SHARE_NOTICE_KINDS } from './share-notice-kinds.js';

/** A disclosure to record; `fields` names what was disclosed, never its values. */
export type NewExchange = Omit<ExchangeRow, 'id' | 'systemVersion'>;

/**
 * SQL of two parts of a WITH: they write the exchanges of parameter `first` under the version of
 * the memorandum in force (`approved_system`), and those of the kinds of the next parameter into
 * `disclosure`, where they wait for their share notice (section 4 paragraph 3). `beside` joins more
 * to the exchanges `x`, and `caseId`, `legalBasis` and `at` take the place of their own.
 */
export function writeExchangesSql({
  first = 1,
  caseId = 'x."caseId"',
  legalBasis = 'x."legalBasis"',
  at = 'x.at',
  beside = '',
} = {}): string {
  return `
  written AS (
    INSERT INTO exchange (id, case_id, direction, party, kind, message_id, legal_basis, purpose, fields, body_sha256, system_version, at)
    SELECT x.id, ${caseId}, x.direction, x.party, x.kind, x."messageId", ${legalBasis}, x.purpose, x.fields, x."bodySha256",
           (SELECT s.version FROM approved_system s WHERE s.effective_from <= ${at} ORDER BY s.effective_from DESC LIMIT 1), ${at}
      FROM jsonb_to_recordset($${first}::jsonb) AS x (id text, "caseId" text, direction text, party text, kind text, "messageId" text,
           "legalBasis" text[], purpose text, fields text[], "bodySha256" text, at timestamptz) ${beside}
    RETURNING id, case_id, kind, at),
  disclosed AS (
    INSERT INTO disclosure (exchange_id, case_id, due_at)
    SELECT id, case_id, at FROM written WHERE case_id IS NOT NULL AND kind = ANY ($${first + 1}::text[]))`;
}

/** Returns the two parameters of `writeExchangesSql`. */
export function exchangeParameters(rows: readonly Omit<NewExchange, 'legalBasis' | 'at'>[]): unknown[] {
  return [JSON.stringify(rows.map((row) => ({ ...row, id: newId() }))), SHARE_NOTICE_KINDS];
}

/**
 * Returns disclosures between parties (section 4), to write in the transaction that makes them.
 */
export function exchangesToWrite(rows: readonly NewExchange[]): Beside {
  return { sql: (first) => writeExchangesSql({ first }), parameters: exchangeParameters(rows) };
}

/** Records disclosures by themselves, in the transaction that makes them. */
export async function recordExchanges(manager: EntityManager, rows: readonly NewExchange[]): Promise<void> {
  if (rows.length > 0) await insertTogether(manager, [], [exchangesToWrite(rows)]);
}
