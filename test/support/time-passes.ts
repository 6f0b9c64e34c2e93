import type { DataSource } from 'typeorm';

/** What a record has of the past, by table. */
const INSTANTS = {
  hold: ['ordered_at', 'section7_from', 'debits_since', 'expires_at', 'ended_at'],
  hold_order: ['issued_at', 'expires_at', 'power_ends_at'],
  receipt: ['at'],
  release_order: ['ordered_at', 'acknowledged_at'],
  claim: ['claimed_at', 'ended_at'],
  transfer: ['transferred_at'],
  case_file: ['opened_at', 'told_bank_at', 'statement_at', 'statement_noted_at', 'withdrawn_at'],
  inbox_message: ['received_at'],
  debit_confirmation: ['asked_at', 'deadline_at', 'ask_by', 'sent_at', 'answered_at', 'reached_at', 'urgent_from'],
  outgoing_message: ['written_at', 'next_attempt_at', 'sent_at', 'acknowledged_at', 'look_at'],
} as const;

/**
 * Moves what is on record of reports, holds and messages into the past, as the database's owner
 * could: so much time has passed since. `time` is an interval of PostgreSQL.
 */
export async function timePasses(owner: DataSource, time: string): Promise<void> {
  await owner.query('ALTER TABLE receipt DISABLE TRIGGER receipt_append_only');
  for (const [table, columns] of Object.entries(INSTANTS))
    await owner.query(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ${column} - interval '${time}'`).join(', ')}`,
    );
  await owner.query('ALTER TABLE receipt ENABLE TRIGGER receipt_append_only');
}
