import { lastToAsk } from '../../domain/debit/urgent-time.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import type { DebitQuestion } from './debit-question.js';

/** A question about a debit that is to be asked: what it is about, whom it asks, and what for. */
export interface DebitQuestionToAsk extends Pick<
  DebitConfirmationRow,
  'transferId' | 'incompleteTransferId' | 'asksAgain' | 'institution'
> {
  purpose: string;
  /** It proves no number, because papers show the holder (P-PAPERS). */
  byPapers?: boolean;
  /** The transfer that left the account whose holder alone is asked for. */
  holderOf?: string;
  /** Returns the body that the institution gets, for the row of the question. */
  bodyOf: (row: DebitConfirmationRow) => DebitQuestion;
}

/**
 * Writes questions about debits, each with its audit event and its message (SHARE-4). They have the
 * time of P-URG.
 */
export async function writeDebitQuestions(
  work: CaseWork,
  questions: readonly DebitQuestionToAsk[],
): Promise<DebitConfirmationRow[]> {
  if (questions.length === 0) return [];
  const rule = ruleInForce(work.rulebook, 'P-URG', work.now);
  const deadlineAt = endOf(rule, work.now, work);
  const asked = questions.map(({ purpose, bodyOf, byPapers = false, holderOf = null, ...about }) => {
    const row = work.manager.create(DebitConfirmationRow, {
      ...about,
      byPapers,
      holderOf,
      id: newId(),
      caseId: work.caseFile.id,
      state: 'asked',
      reason: null,
      debitedSatang: null,
      askedAt: work.now,
      deadlineAt,
      askBy: lastToAsk({ deadlineAt }, rule),
      sentAt: null,
      answeredAt: null,
      reachedAt: null,
      urgentFrom: null,
    });
    return { row, purpose, body: bodyOf(row) };
  });
  const rows = asked.map(({ row }) => row);
  await work.write(DebitConfirmationRow, rows);
  for (const { row, purpose, body } of asked) {
    const { id: confirmationId, transferId, incompleteTransferId, holderOf } = row;
    const searched = incompleteTransferId === null ? {} : { incompleteTransferId };
    const ofHolder = holderOf === null ? {} : { holderOf };
    work.audit('debit.state', { confirmationId, transferId, ...searched, ...ofHolder, from: null, to: 'asked' });
    work.send({
      id: row.id,
      kind: 'debit.question',
      party: row.institution,
      subjectId: row.id,
      body,
      legalBasis: [ruleInForce(work.rulebook, 'SHARE-4', work.now).rowId],
      purpose,
    });
  }
  return rows;
}
