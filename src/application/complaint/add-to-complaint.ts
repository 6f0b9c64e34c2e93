import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { ComplaintAdditionRow } from '../../persistence/entities/complaint.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { type CaseWork, openCase } from '../case/case-work.js';
import type { Signal } from '../case/signal.js';

export type Addition =
  | { kind: 'supplement'; body: { note: string; suspectContacts: readonly unknown[] } }
  | { kind: 'statement'; body: { policeCaseNo: string; station: string; complaintReceivedAt: string } }
  | { kind: 'withdrawal'; body: { reason: string } };

export type Added = { ok: true; id: string; receivedAt: Date; signal: Signal } | Refusal;

/**
 * Writes down what came after a complaint, which itself stays as received: a supplement, the police
 * statement (OFF-7C), or its withdrawal. Refusals: `CASE.ABSENT`, `CASE.CLOSED`,
 * `COMPLAINT.ALREADY_WITHDRAWN`, `STATEMENT.IN_FUTURE`, `STATEMENT.ALREADY_GIVEN`.
 */
export async function addToComplaint(
  db: DataSource,
  input: { caseId: string; actor: ActingPerson } & Addition,
): Promise<Added> {
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, input.caseId, input.actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const refusal = whyNot(work, input);
    if (refusal !== undefined) return refusal;
    const row = {
      id: newId(),
      caseId: input.caseId,
      kind: input.kind,
      body: input.body,
      receivedAt: work.now,
      receivedBy: input.actor.subject,
    };
    await manager.insert(ComplaintAdditionRow, row);
    work.audit('addition.received', { additionId: row.id, kind: input.kind, bodySha256: sha256(input.body) });
    if (input.kind === 'statement') await manager.update(CaseFileRow, { id: input.caseId }, { statementAt: work.now });
    if (input.kind === 'withdrawal') await manager.update(CaseFileRow, { id: input.caseId }, { withdrawnAt: work.now });
    const signal = { workflowId: complaintWorkflowId(input.caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, id: row.id, receivedAt: work.now, signal };
  });
}

function whyNot(work: CaseWork, addition: Addition): Refusal | undefined {
  const { caseFile, now } = work;
  if (caseFile.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
  if (caseFile.withdrawnAt !== null) return refuse('COMPLAINT.ALREADY_WITHDRAWN', 'the complaint was withdrawn');
  if (addition.kind !== 'statement') return undefined;
  if (caseFile.statementAt !== null)
    return refuse('STATEMENT.ALREADY_GIVEN', 'an inquiry officer has accepted this complaint already');
  return new Date(addition.body.complaintReceivedAt) > now
    ? refuse('STATEMENT.IN_FUTURE', 'the complaint cannot have been received in the future')
    : undefined;
}

function sha256(body: object): string {
  return createHash('sha256')
    .update(canonicalize(body) ?? '')
    .digest('hex');
}
