import type { ToldTransfer } from '../../domain/complaint/intake/incomplete-transfer.js';
import type { EntityManager } from 'typeorm';
import { value } from '../../persistence/read-together.js';
import { provesNumberSql } from '../case/privacy/victim-number.js';
import type { holderNumber } from './holder-proof.js';

/** SQL of what the victim told of the incomplete transfer `i`, out of the complaint or the addition as received. */
export const TOLD = `(SELECT c.body -> 'incompleteTransfers' -> (i.told_no - 1) FROM (
  SELECT m.body FROM complaint m WHERE m.id = i.case_id AND i.addition_id IS NULL
  UNION ALL SELECT a.body FROM complaint_addition a WHERE a.id = i.addition_id) c)`;

/**
 * SQL of whether the question `d` is about the victim of its case: it asks to find a transfer, or about
 * one that the case reported. Another asks about money that went on from an account of somebody else.
 */
const ASKS_OF_VICTIM = `(d.incomplete_transfer_id IS NOT NULL OR EXISTS (
  SELECT 1 FROM claim k JOIN stolen_sum s ON s.id = k.stolen_sum_id
   WHERE s.transfer_id = coalesce(d.transfer_id, d.holder_of) AND k.case_id = d.case_id AND k.reported))`;

/** The victim of the case of the question `$1`, as known when it was written, where it asks whether he holds the account; null for others. */
export const VICTIM_OF_QUESTION = value<Parameters<typeof holderNumber>[0] | null>(
  `SELECT (SELECT c.body -> 'victim' || CASE WHEN (c.known ->> 'numberAt')::timestamptz <= d.asked_at THEN c.known -> 'victim' ELSE '{}' END FROM debit_confirmation d JOIN complaint c ON c.id = d.case_id WHERE d.id = $1 AND ${ASKS_OF_VICTIM})`,
);

/** What the victim told of the transfer that the question `$1` asks to find; null for others. */
export const TOLD_OF_QUESTION = value<ToldTransfer | null>(
  `SELECT (SELECT ${TOLD} FROM debit_confirmation d JOIN incomplete_transfer i ON i.id = d.incomplete_transfer_id WHERE d.id = $1)`,
);

/** Returns whether a question proved the official number of a victim. */
export async function provesNumber(manager: EntityManager, confirmationId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM debit_confirmation d JOIN complaint c ON c.id = d.case_id
      WHERE d.id = $1 AND NOT d.by_papers AND ${ASKS_OF_VICTIM} AND ${provesNumberSql('c', 'd')}`,
    [confirmationId],
  );
  return rows.length > 0;
}
