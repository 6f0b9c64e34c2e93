import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseAddition } from '../../../domain/complaint/check-addition.js';
import { adoptableFind, refuseToAdopt, refuseToSettle } from '../../../domain/complaint/incomplete-transfer.js';
import type { DebitConfirmationMessage } from '../../../domain/hold/messages.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { IncompleteTransferRow } from '../../../persistence/entities/debit.entities.js';
import { inTransactionUnlessRefused } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCase } from '../../case/work/open-case.js';
import { rowsOf } from '../../case/work/read-rows.js';
import type { Signal } from '../../case/work/signal.js';
import { withoutInterest } from '../../interest/refuse-interested.js';
import { adopt, type Adopter, readFind } from './apply-find.js';
import { withSearch } from './settle-incomplete-transfer.js';

/** When what was found was adopted, with the signal for the case's workflow, or a refusal. */
export type FoundAdopted = { ok: true; settledAt: Date; signal: Signal } | Refusal;

/**
 * Adopts what the institution of the victim found, by a person who knows from elsewhere that reporter
 * and account belong together, because the institution did not say so. What it named must still fit
 * all that was told; the person sees it only then. Refusals: `CASE.ABSENT`, `CASE.CLOSED`,
 * `COMPLAINT.ALREADY_WITHDRAWN`, those of `refuseToSettle` and `refuseToAdopt`,
 * `INCOMPLETE_TRANSFER.NOTHING_FOUND`.
 */
export async function adoptFound(
  db: DataSource,
  input: { caseId: string; transferId: string; reason: string; actor: ActingPerson },
): Promise<FoundAdopted> {
  const { caseId, transferId, reason, actor } = input;
  return inTransactionUnlessRefused(db, async (manager) => {
    const work = await openCase(manager, caseId, actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const may = await withoutInterest(work, actor);
    if (!may.ok) return may;
    const row = await manager.findOneBy(IncompleteTransferRow, { id: transferId, caseId });
    const refusal = refuseAddition(work.caseFile, { kind: 'transfers' }, work.now) ?? refuseToSettle(row ?? undefined);
    if (refusal !== undefined) return refusal;
    const own = refuseToAdopt(may.takenBy, actor);
    if (own !== undefined) return own;
    const adopted = row !== null && (await adoptNewest(work, row, { subject: actor.subject, says: { note: reason } }));
    if (!adopted)
      return refuse('INCOMPLETE_TRANSFER.NOTHING_FOUND', 'the institution named no transfer that fits what was told');
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: transferId };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, settledAt: work.now, signal };
  });
}

/** Adopts what the newest answer to a search names, where it fits; returns whether it does. */
export async function adoptNewest(work: CaseWork, row: IncompleteTransferRow, adopter: Adopter): Promise<boolean> {
  const { search } = await withSearch(work.manager, row);
  if (search === undefined) return false;
  const [message] = await rowsOf<{ id: string; content: DebitConfirmationMessage }>(
    work.manager,
    `SELECT id, content FROM inbox_message
      WHERE subject_id = $1 AND kind = 'debit.confirmation' AND content ->> 'result' = 'CONFIRMED' ORDER BY id DESC LIMIT 1`,
    [search.id],
  );
  if (message === undefined) return false;
  const find = await readFind(work, search, message.content);
  if (adoptableFind(find.onRecord, message.content) === undefined) return false;
  await adopt(work, message, search, { row, named: find.named }, adopter);
  return true;
}
