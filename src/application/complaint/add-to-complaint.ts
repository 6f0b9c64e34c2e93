import { sha256Hex } from '../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { type AdditionToCheck, refuseAddition } from '../../domain/complaint/check-addition.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { ComplaintAdditionRow } from '../../persistence/entities/complaint.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { openCase } from '../case/open-case.js';
import type { Signal } from '../case/signal.js';
import { firstTransferAtOf } from './complaint.queries.js';

/** What may be added to a complaint, with the body as received. */
export type Addition =
  | { kind: 'supplement'; body: { note: string; suspectContacts: readonly unknown[] } }
  | { kind: 'statement'; body: { policeCaseNo: string; station: string; complaintReceivedAt: string } };

/** The row that was added and the signal for the case's workflow, or a refusal. */
export type Added = { ok: true; id: string; receivedAt: Date; signal: Signal } | Refusal;

/**
 * Adds to a complaint, which itself stays as received: a supplement, or the police statement
 * (OFF-7C). Refusals: `CASE.ABSENT`, `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`,
 * `STATEMENT.ALREADY_GIVEN`, `STATEMENT.IN_FUTURE`, `STATEMENT.BEFORE_TRANSFER`.
 */
export async function addToComplaint(
  db: DataSource,
  input: { caseId: string; actor: ActingPerson } & Addition,
): Promise<Added> {
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, input.caseId, input.actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const refusal = refuseAddition(work.caseFile, await toCheck(manager, input), work.now);
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
    if (input.kind === 'statement') {
      const statement = { statementAt: new Date(input.body.complaintReceivedAt), statementNotedAt: work.now };
      await manager.update(CaseFileRow, { id: input.caseId }, statement);
    }
    const signal = { workflowId: complaintWorkflowId(input.caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, id: row.id, receivedAt: work.now, signal };
  });
}

/** The addition as the rules look at it. */
async function toCheck(manager: EntityManager, addition: { caseId: string } & Addition): Promise<AdditionToCheck> {
  if (addition.kind !== 'statement') return { kind: addition.kind };
  const firstTransferAt = await firstTransferAtOf(manager, addition.caseId);
  return { kind: 'statement', complaintReceivedAt: new Date(addition.body.complaintReceivedAt), firstTransferAt };
}

function sha256(body: object): string {
  return sha256Hex(canonicalize(body) ?? '');
}
