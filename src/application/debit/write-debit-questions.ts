import { LEASE_MS } from '../../contract/retry-times.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { after } from '../../domain/time.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import { bodySha256, disclosedFields } from '../../persistence/exchange/message-body.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';
import type { DebitQuestion } from './debit-question.js';

/** A question about a debit that is to be asked: what it is about, whom it asks, and what for. */
export interface DebitQuestionToAsk extends Pick<
  DebitConfirmationRow,
  'transferId' | 'incompleteTransferId' | 'asksAgain' | 'institution'
> {
  purpose: string;
  /** Returns the body that the institution gets, for the row of the question. */
  bodyOf: (row: DebitConfirmationRow) => DebitQuestion;
}

/**
 * Writes questions about debits, each with its audit event and its exchange (SHARE-4). They have the
 * time of P-URG. The process that commits them asks right after the commit.
 */
export async function writeDebitQuestions(
  work: CaseWork,
  questions: readonly DebitQuestionToAsk[],
): Promise<DebitConfirmationRow[]> {
  if (questions.length === 0) return [];
  const deadlineAt = endOf(ruleInForce(work.rulebook, 'P-URG', work.now), work.now, work);
  const asked = questions.map(({ purpose, bodyOf, ...about }) => {
    const row = work.manager.create(DebitConfirmationRow, {
      ...about,
      id: newId(),
      caseId: work.caseFile.id,
      state: 'asked',
      reason: null,
      debitedSatang: null,
      askedAt: work.now,
      deadlineAt,
      sentAt: null,
      answeredAt: null,
      reachedAt: null,
      urgentFrom: null,
      attempts: 0,
      // The process that commits it asks at once; another one when that did not happen.
      nextAttemptAt: after(work.now, LEASE_MS),
      leasedUntil: null,
    });
    return { row, purpose, body: bodyOf(row) };
  });
  const rows = asked.map(({ row }) => row);
  await work.write(DebitConfirmationRow, rows);
  for (const { row, purpose, body } of asked) {
    const { id: confirmationId, transferId, incompleteTransferId } = row;
    const searched = incompleteTransferId === null ? {} : { incompleteTransferId };
    work.audit('debit.state', { confirmationId, transferId, ...searched, from: null, to: 'asked' });
    work.exchange({
      direction: 'out',
      party: row.institution,
      kind: 'debit.question',
      messageId: row.id,
      legalBasis: [ruleInForce(work.rulebook, 'SHARE-4', work.now).rowId],
      purpose,
      fields: disclosedFields(body),
      bodySha256: bodySha256(body),
    });
  }
  return rows;
}
