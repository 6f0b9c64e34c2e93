import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { type AdditionToCheck, refuseAddition } from '../../domain/complaint/check-addition.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { ComplaintAdditionRow } from '../../persistence/entities/complaint.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { openCase } from '../case/case-work.js';
import type { Signal } from '../case/signal.js';

/** What may be added to a complaint, with the body as received. */
export type Addition =
  | { kind: 'supplement'; body: { note: string; suspectContacts: readonly unknown[] } }
  | { kind: 'statement'; body: { policeCaseNo: string; station: string; complaintReceivedAt: string } };

/** The row that was added and the signal for the case's workflow, or a refusal. */
export type Added = { ok: true; id: string; receivedAt: Date; signal: Signal } | Refusal;

/**
 * Adds to a complaint, which itself stays as received: a supplement, or the police statement
 * (OFF-7C). Refusals: `CASE.ABSENT`, `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`,
 * `STATEMENT.IN_FUTURE`, `STATEMENT.ALREADY_GIVEN`.
 */
export async function addToComplaint(
  db: DataSource,
  input: { caseId: string; actor: ActingPerson } & Addition,
): Promise<Added> {
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, input.caseId, input.actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const refusal = refuseAddition(work.caseFile, toCheck(input), work.now);
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
    const signal = { workflowId: complaintWorkflowId(input.caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, id: row.id, receivedAt: work.now, signal };
  });
}

/** The addition as the rules look at it. */
function toCheck(addition: Addition): AdditionToCheck {
  if (addition.kind !== 'statement') return { kind: addition.kind };
  return { kind: 'statement', complaintReceivedAt: new Date(addition.body.complaintReceivedAt) };
}

function sha256(body: object): string {
  return createHash('sha256')
    .update(canonicalize(body) ?? '')
    .digest('hex');
}
