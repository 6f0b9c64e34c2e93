import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseReportAct } from '../../../domain/complaint/acts-on-report.js';
import {
  isEndLookedAt,
  refuseToSetAside,
  refuseToSettle,
} from '../../../domain/complaint/intake/incomplete-transfer.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import { ComplaintRow } from '../../../persistence/entities/case/complaint.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openBreak } from '../../break/open-break.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { LoadedCase } from '../../case/work/load-case.js';
import { openCase } from '../../case/work/open-case.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';

/** How an incomplete transfer ends. */
type Settlement = { to: 'completed'; transferId: string } | { to: 'set_aside'; reason: string } | { to: 'told_again' };

/** An incomplete transfer with the question which one it was; undefined: nobody was asked. */
export interface SearchedTransfer {
  row: IncompleteTransferRow;
  search: DebitConfirmationRow | undefined;
}

/** Reads the question which transfer an incomplete one was. */
export async function withSearch(manager: EntityManager, row: IncompleteTransferRow): Promise<SearchedTransfer> {
  const search = await manager.findOneBy(DebitConfirmationRow, { incompleteTransferId: row.id });
  return { row, search: search ?? undefined };
}

/**
 * Ends an open incomplete transfer, in the transaction of its case. `by` is the person or the
 * institution that settled it. Its search ends too where the question did not leave yet: nobody sends
 * it. One that left waits for its answer, which a person may compare.
 */
export async function settleIncompleteTransfer(
  work: CaseWork,
  { row, search }: SearchedTransfer,
  settlement: Settlement,
  by = work.actor,
): Promise<void> {
  const transferId = settlement.to === 'completed' ? settlement.transferId : null;
  const reason = settlement.to === 'set_aside' ? settlement.reason : null;
  const settled = { state: settlement.to, transferId, reason, settledAt: work.now, settledBy: by };
  await work.manager.update(IncompleteTransferRow, { id: row.id }, settled);
  Object.assign(row, settled);
  work.audit('incomplete_transfer.state', {
    incompleteTransferId: row.id,
    from: 'open',
    to: settlement.to,
    transferId,
  });
  if (search?.state === 'asked' && search.sentAt === null) await endUnsent(work, search);
}

async function endUnsent(work: CaseWork, search: DebitConfirmationRow): Promise<void> {
  const { id: confirmationId, state: from } = search;
  const ended = { state: 'unknown' as const, reason: 'not_needed' };
  await work.manager.update(DebitConfirmationRow, { id: confirmationId }, ended);
  Object.assign(search, ended);
  work.acknowledge(confirmationId);
  work.audit('debit.state', { confirmationId, transferId: null, from, to: ended.state, reason: ended.reason });
}

/** Sets aside what a withdrawn complaint left open. */
export async function setAsideWithComplaint(
  work: CaseWork,
  { incompleteTransfers, searches }: Pick<LoadedCase, 'incompleteTransfers' | 'searches'>,
): Promise<void> {
  for (const row of incompleteTransfers) {
    const search = searches.find(({ incompleteTransferId }) => incompleteTransferId === row.id);
    if (row.state === 'open')
      await settleIncompleteTransfer(work, { row, search }, { to: 'set_aside', reason: 'COMPLAINT_WITHDRAWN' });
  }
}

/** The incomplete transfer as it ended and the signal for the case's workflow, or a refusal. */
export type TransferSetAside = { ok: true; settledAt: Date; signal: Signal } | Refusal;

/**
 * Sets an incomplete transfer aside, because nobody looks for it any longer. Who took the complaint
 * may, or an officer; a supervisor is told where the money might still have been found
 * (`isEndLookedAt`). Refusals: `CASE.ABSENT`, `CASE.INTEREST`, and those of `refuseEnd`.
 */
export async function setAsideIncompleteTransfer(
  db: DataSource,
  input: { caseId: string; transferId: string; reason: string; actor: ActingPerson },
): Promise<TransferSetAside> {
  const { caseId, transferId, reason, actor } = input;
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, caseId, actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const row = await manager.findOneBy(IncompleteTransferRow, { id: transferId, caseId });
    const { receivedBy: takenBy } = await manager.findOneByOrFail(ComplaintRow, { id: caseId });
    const refusal = refuseEnd(work, row ?? undefined, takenBy, actor);
    if (refusal !== undefined) return refusal;
    if (row === null) throw new Error('an incomplete transfer that is not there is refused');
    const searched = await withSearch(manager, row);
    const isSearched = searched.search?.state === 'asked' || searched.search?.state === 'disputed';
    const ending = { takenBy, actor: actor.subject, roles: actor.roles, isSearched };
    await settleIncompleteTransfer(work, searched, { to: 'set_aside', reason });
    if (isEndLookedAt(ending)) await openBreak(work, { caseId, id: null }, null, 'SEARCH_ENDED');
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, settledAt: work.now, signal };
  });
}

/**
 * Returns why a person may not set an incomplete transfer aside, or undefined; `takenBy` took the
 * complaint. The act and what is offered ask the same. Refusals: those of `refuseReportAct`,
 * `refuseToSettle` and `refuseToSetAside`.
 */
export function refuseEnd(
  { caseFile, now }: Pick<Reading, 'caseFile' | 'now'>,
  row: { state: IncompleteTransferRow['state'] } | undefined,
  takenBy: string,
  actor: ActingPerson,
): Refusal | undefined {
  return (
    refuseReportAct('set_aside', caseFile, actor, now) ??
    refuseToSettle(row) ??
    refuseToSetAside({ takenBy, actor: actor.subject, roles: actor.roles })
  );
}
