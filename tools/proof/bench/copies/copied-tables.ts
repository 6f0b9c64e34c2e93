/** A table whose rows belong to cases, and the condition that finds the rows of case `$1`. */
export interface CopiedTable {
  readonly name: string;
  readonly where: string;
  /** Columns that get their default in a copy. */
  readonly without?: readonly string[];
}

const BY_CASE = 'case_id = $1';
const HOLDS = '(SELECT id FROM hold WHERE case_id = $1)';

/** The copied tables, in an order in which foreign keys hold at every step. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  { name: 'complaint', where: 'id = $1' },
  { name: 'call_record', where: BY_CASE },
  { name: 'idempotency', where: "response ->> 'id' = $1" },
  { name: 'case_file', where: 'id = $1' },
  { name: 'transfer', where: 'first_case_id = $1' },
  { name: 'debit_confirmation', where: BY_CASE },
  // The database counts what its holds reserve as they are copied.
  { name: 'stolen_sum', where: BY_CASE, without: ['counted_satang'] },
  { name: 'claim', where: BY_CASE },
  { name: 'trail_link', where: BY_CASE },
  { name: 'hold', where: BY_CASE },
  { name: 'hold_order', where: BY_CASE },
  { name: 'inbox_message', where: BY_CASE },
  { name: 'receipt', where: `hold_id IN ${HOLDS}` },
  { name: 'evidence_request', where: BY_CASE },
  { name: 'evidence', where: BY_CASE },
  { name: 'outgoing_message', where: BY_CASE },
  { name: 'judgement', where: BY_CASE },
  { name: 'finding', where: BY_CASE },
  { name: 'victim_news', where: BY_CASE },
  { name: 'exchange', where: BY_CASE },
  // Only those in a share notice already: no notice must be written for the copies.
  { name: 'disclosure', where: 'case_id = $1 AND batch_id IS NOT NULL' },
  { name: 'link_key', where: BY_CASE },
  { name: 'outbox', where: `workflow_id = 'complaint-' || $1 OR row_id IN ${HOLDS}` },
  // The transaction is the copy's own. Otherwise the event feed would find ten thousand cases in
  // one old transaction.
  { name: 'audit_event', where: 'chain = $1', without: ['xid'] },
  { name: 'audit_head', where: 'chain = $1' },
];

/**
 * Tables with no rows for a settled case that nobody acted on, and tables that belong to no case.
 */
export const NOT_COPIED: readonly string[] = [
  // The database writes it as holds and orders are copied.
  'hold_change',
  'work_claim',
  'complaint_draft',
  'case_assignment',
  'case_note',
  'interest',
  'queue_view',
  'queue_follow',
  'queue_case',
  'queue_place',
  'suspect_lookup',
  'public_statistics',
  'advice',
  'advice_verdict',
  'ring_ruling',
  'reveal',
  'complaint_addition',
  'incomplete_transfer',
  'withdrawal',
  'holder_papers',
  'correction',
  'freeze_request',
  'decision',
  'release_order',
  'partial_release',
  'hold_review',
  'break_record',
  'break_statement',
  'notice',
  'noticed_transfer',
  'hold_notice',
  'own_suspension',
  'own_suspension_part',
  'suspicion_result',
  'appeal',
  'appeal_filing',
  'appeal_decision',
  'attachment',
  'accepted_proof',
  'draft_attachment',
  'person_session',
  'secret_trial',
  'victim_telling',
  'directive',
  'case_link',
  'party',
  'party_key',
  'party_change',
  'rule_row',
  'rule_change',
  'approved_system',
  'share_notice',
  'hold_statement',
  'lost_order',
  'lost_order_request',
  'lost_order_release',
  'workbook',
  'sheet_upload',
  'sheet_row',
  'used_nonce',
  'audit_checkpoint',
  'audit_checkpoint_head',
  'recovery',
];
