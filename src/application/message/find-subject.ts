import type { EntityManager } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import type { MessageKind } from './inbox.js';

/** The row that a message speaks of, whose it is, and which workflow waits for it. */
export interface MessageSubject {
  caseId: string;
  holdId: string | null;
  workflowId: string;
  signal: 'institutionAnswered' | 'evidenceArrived';
}

const HOLD_OF_ORDER = `SELECT h.id, h.case_id, h.institution AS party FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.id = $1`;
const HOLD_OF_RELEASE = `SELECT h.id, h.case_id, h.institution AS party FROM release_order r JOIN hold h ON h.id = r.hold_id WHERE r.id = $1`;
const HOLD = `SELECT h.id, h.case_id, h.institution AS party FROM hold h WHERE h.id = $1`;
const CASE_OF_QUESTION = `SELECT case_id, agency AS party FROM evidence_request WHERE id = $1`;
const HOLD_OF: Readonly<Partial<Record<MessageKind, string>>> = {
  'hold.receipt': HOLD_OF_ORDER,
  'order.rejected': HOLD_OF_ORDER,
  'hold.lapsed': HOLD_OF_ORDER,
  'release.receipt': HOLD_OF_RELEASE,
  'release.rejected': HOLD_OF_RELEASE,
  'account.credited': HOLD,
  'holder.notified': HOLD,
};
const CASE_OF: Readonly<Partial<Record<MessageKind, string>>> = {
  'debit.confirmation': `SELECT case_id, institution AS party FROM debit_confirmation WHERE id = $1`,
  'evidence.answer': CASE_OF_QUESTION,
  'evidence.declined': CASE_OF_QUESTION,
  'evidence.unreadable': CASE_OF_QUESTION,
};

/**
 * Finds what a message speaks of. A row of another party is as absent as none: a sender learns
 * nothing of others.
 */
export async function findSubject(
  manager: EntityManager,
  kind: MessageKind,
  subjectId: string,
  party: string,
): Promise<MessageSubject | undefined> {
  const holdQuery = HOLD_OF[kind];
  const caseQuery = CASE_OF[kind];
  if (holdQuery !== undefined) {
    const [row]: { id: string; case_id: string; party: string }[] = await manager.query(holdQuery, [subjectId]);
    if (row === undefined || row.party !== party) return undefined;
    return { caseId: row.case_id, holdId: row.id, workflowId: holdWorkflowId(row.id), signal: 'institutionAnswered' };
  }
  if (caseQuery === undefined) throw new Error(`no subject is known for messages of kind ${kind}`);
  const [row]: { case_id: string; party: string }[] = await manager.query(caseQuery, [subjectId]);
  if (row === undefined || row.party !== party) return undefined;
  return { caseId: row.case_id, holdId: null, workflowId: complaintWorkflowId(row.case_id), signal: 'evidenceArrived' };
}
