import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { reading, rows } from '../../persistence/read-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openBreakOnce } from '../break/open-break.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { isRefusal } from '../message/answer-message.js';
import { keepRefusal } from '../message/keep-applied.js';
import { keepDirectAnswer } from '../message/receive-message.js';
import type { ProvedMessage } from '../message/signed-message.js';
import { type DebitQuestion, debitQuestion, searchQuestion } from './debit-question.js';
import { holderNumber, provenHolder } from './holder-proof.js';
import { TOLD_OF_QUESTION, VICTIM_OF_QUESTION } from './read-told.js';

const READ_QUESTION = reading({
  questions: rows(DebitConfirmationRow, 'r.id = $1'),
  transfers: rows(
    TransferRow,
    'r.id = (SELECT coalesce(transfer_id, holder_of) FROM debit_confirmation WHERE id = $1)',
  ),
  cases: rows(CaseFileRow, 'r.id = (SELECT case_id FROM debit_confirmation WHERE id = $1)'),
  told: TOLD_OF_QUESTION,
  victim: VICTIM_OF_QUESTION,
});

/** Reads a question about a debit, ready to send, by one statement. */
export async function questionToSend(manager: EntityManager, confirmationId: string): Promise<DebitQuestion> {
  const { questions, transfers, cases, told, victim } = await READ_QUESTION(manager, [confirmationId]);
  const [row] = questions;
  const [transfer] = transfers;
  const [caseFile] = cases;
  if (row === undefined || caseFile === undefined) throw new Error(`no question ${confirmationId}`);
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const isProved = victim !== null && !row.byPapers;
  const holder = await provenHolder(isProved ? holderNumber(victim) : null, caseFile.caseNo);
  if (told !== null) return searchQuestion(rulebook, caseFile, row, told, holder);
  if (transfer === undefined) throw new Error(`question ${confirmationId} is about no transfer`);
  return debitQuestion(rulebook, caseFile.caseNo, row, transfer, holder);
}

/**
 * Records that a question about a debit arrived. A signed answer that came at once is kept, and
 * proves it: it is applied, and the question counts as delivered, when the case is advanced. A
 * refusal is kept and the question counts as not sent, so it is sent again while its clock runs. A
 * person telephones the institution, because the victim's hold is released when that clock ends.
 */
export async function recordConfirmation(
  db: DataSource,
  { confirmationId, caseId }: { confirmationId: string; caseId: string },
  message: ProvedMessage | null,
): Promise<void> {
  if (message !== null && !isRefusal(message)) return keepDirectAnswer(db.manager, message, caseId);
  await inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    if (message === null) await noteDebitQuestionDelivered(work, confirmationId);
    else {
      await markReached(work, confirmationId);
      await keepRefusedQuestion(work, confirmationId, message);
    }
    await work.finish();
  });
}

/**
 * Notes that a call about a question came to its institution and brought no answer: its silence
 * counts from then (P-URG). Once for each question.
 */
export async function noteQuestionReached(
  db: DataSource,
  { confirmationId, caseId }: { confirmationId: string; caseId: string },
): Promise<void> {
  if (!(await db.manager.existsBy(DebitConfirmationRow, { id: confirmationId, reachedAt: IsNull() }))) return;
  await inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    await markReached(work, confirmationId);
    await work.finish();
  });
}

async function markReached(work: CaseWork, confirmationId: string): Promise<void> {
  const first = { id: confirmationId, reachedAt: IsNull() };
  const { affected } = await work.manager.update(DebitConfirmationRow, first, { reachedAt: work.now });
  if (affected === 1) work.audit('debit.question_reached', { confirmationId });
}

/** Notes that a question arrived at its institution, unless that is on record already. */
export async function noteDebitQuestionDelivered(work: CaseWork, confirmationId: string): Promise<void> {
  const unsent = { id: confirmationId, sentAt: IsNull() };
  const { affected } = await work.manager.update(DebitConfirmationRow, unsent, { sentAt: work.now });
  if (affected !== 1) return;
  work.acknowledge(confirmationId);
  work.audit('debit.question_delivered', { confirmationId });
}

/** Keeps the refusal and opens a break, so that a person telephones the institution. */
async function keepRefusedQuestion(work: CaseWork, confirmationId: string, message: ProvedMessage): Promise<void> {
  const kept = await keepRefusal(work, message);
  if (kept === undefined) return;
  const { state } = await work.manager.findOneByOrFail(DebitConfirmationRow, { id: confirmationId });
  // A callback may have answered the question meanwhile; then nobody needs to telephone.
  if (state === 'confirmed' || state === 'denied') return;
  await openBreakOnce(work, { caseId: work.caseFile.id, id: null }, kept, 'DEBIT_QUESTION_REFUSED');
}
