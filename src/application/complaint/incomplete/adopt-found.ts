import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseReportAct } from '../../../domain/complaint/acts-on-report.js';
import { adoptableFind, refuseToAdopt, refuseToSettle } from '../../../domain/complaint/intake/incomplete-transfer.js';
import type { DebitConfirmationMessage } from '../../../domain/hold/messages.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import { inTransactionUnlessRefused } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCase } from '../../case/work/open-case.js';
import { rowsOf } from '../../case/work/read-rows.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { withoutInterest } from '../../interest/refuse-interested.js';
import { adopt, type Adopter, readFind } from './apply-find.js';
import { withSearch } from './settle-incomplete-transfer.js';

/** When what was found was adopted, with the signal for the case's workflow, or a refusal. */
export type FoundAdopted = { ok: true; settledAt: Date; signal: Signal } | Refusal;

/**
 * Adopts what the institution of the victim found, by a person who knows from elsewhere that reporter
 * and account belong together, because the institution did not say so. What it named must still fit
 * all that was told; the person sees it only then. Refusals: `CASE.ABSENT`, `CASE.INTEREST`, and
 * those of `adoptionOffered`.
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
    const refusal = refuseAdoption(work, row ?? undefined, may.takenBy, actor);
    if (refusal !== undefined) return refusal;
    const adopted = row !== null && (await adoptNewest(work, row, { subject: actor.subject, says: { note: reason } }));
    if (!adopted) return NOTHING_FOUND;
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: transferId };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, settledAt: work.now, signal };
  });
}

const NOTHING_FOUND = refuse(
  'INCOMPLETE_TRANSFER.NOTHING_FOUND',
  'the institution named no transfer that fits what was told',
);

function refuseAdoption(
  { caseFile, now }: Pick<Reading, 'caseFile' | 'now'>,
  row: IncompleteTransferRow | undefined,
  takenBy: readonly string[],
  actor: ActingPerson,
): Refusal | undefined {
  return refuseReportAct('adopt', caseFile, actor, now) ?? refuseToSettle(row) ?? refuseToAdopt(takenBy, actor);
}

/**
 * Reads why a person may not adopt what was found for an incomplete transfer, or undefined; `takenBy`:
 * see `refuseTaker`. Refusals: those of `refuseReportAct`, `refuseToSettle` and `refuseToAdopt`,
 * `INCOMPLETE_TRANSFER.NOTHING_FOUND`.
 */
export async function adoptionOffered(
  reading: Reading,
  row: IncompleteTransferRow,
  takenBy: readonly string[],
  actor: ActingPerson,
): Promise<Refusal | undefined> {
  const refusal = refuseAdoption(reading, row, takenBy, actor);
  return refusal ?? ((await readAdoptable(reading, row)) === undefined ? NOTHING_FOUND : undefined);
}

/** Adopts what the newest answer to a search names, where it fits; returns whether it does. */
export async function adoptNewest(work: CaseWork, row: IncompleteTransferRow, adopter: Adopter): Promise<boolean> {
  const adoptable = await readAdoptable(work, row);
  if (adoptable === undefined) return false;
  const { message, search, named } = adoptable;
  await adopt(work, message, search, { row, named }, adopter);
  return true;
}

/** Reads what the newest answer to a search names, where it fits all that was told; undefined: nothing does. */
async function readAdoptable(reading: Reading, row: IncompleteTransferRow) {
  const { search } = await withSearch(reading.manager, row);
  if (search === undefined) return undefined;
  const [message] = await rowsOf<{ id: string; content: DebitConfirmationMessage }>(
    reading.manager,
    `SELECT id, content FROM inbox_message
      WHERE subject_id = $1 AND kind = 'debit.confirmation' AND content ->> 'result' = 'CONFIRMED' ORDER BY id DESC LIMIT 1`,
    [search.id],
  );
  if (message === undefined) return undefined;
  const { onRecord, named } = await readFind(reading, search, message.content);
  return adoptableFind(onRecord, message.content) && { message, search, named };
}
