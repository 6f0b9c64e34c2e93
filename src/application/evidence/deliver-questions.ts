import type { DataSource, EntityManager } from 'typeorm';
import type { Agency } from '../../domain/party.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import { EvidenceRequestRow } from '../../persistence/entities/evidence.entities.js';
import { TransferRow } from '../../persistence/entities/trail.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openBreakOnce } from '../break/open-break.js';
import { type CaseWork, openKnownCase } from '../case/case-work.js';
import { citeRules } from '../case/cite-rules.js';
import { debitQuestion, type DebitQuestion } from '../debit/debit-question.js';
import { isRefusal } from '../message/answer-message.js';
import { keepRefusal } from '../message/keep-applied.js';
import { keepMessage } from '../message/receive-message.js';
import type { SignedMessage } from '../message/signed-message.js';
import type { QuestionParts } from './answer-reader.js';

/** A question to an agency as it goes out. */
export interface QuestionToSend extends QuestionParts {
  caseId: string;
  agency: Agency;
}

/** Reads a question that nobody answered yet; undefined when there is nothing to ask any more. */
export async function questionToSend(db: DataSource, requestId: string): Promise<QuestionToSend | undefined> {
  const request = await db.manager.findOneByOrFail(EvidenceRequestRow, { id: requestId });
  if (request.state === 'answered' || request.state === 'declined') return undefined;
  const { caseFile, rulebook } = await caseAndRules(db.manager, request.caseId);
  return {
    agency: request.agency,
    caseId: request.caseId,
    requestId,
    caseNo: caseFile.caseNo,
    legalBasis: citeRules(rulebook, request.legalBasis),
    purpose: request.purpose,
    answerBy: request.deadlineAt,
    subjects: request.subjects,
  };
}

/**
 * Records that a question arrived, and the signed answer when it came at once. The case applies it
 * when it is advanced.
 */
export async function recordQuestion(
  db: DataSource,
  { requestId, caseId }: Pick<QuestionToSend, 'requestId' | 'caseId'>,
  message: SignedMessage | null,
): Promise<void> {
  await inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    await manager.update(EvidenceRequestRow, { id: requestId }, { sentAt: work.now });
    work.audit('evidence_request.delivered', { requestId });
    if (message !== null) await keepMessage(manager, message, caseId, work.now);
    await work.finish();
  });
}

/** A question about a debit, with the institution that it goes to. */
export interface ConfirmationToSend {
  caseId: string;
  institution: string;
  request: DebitQuestion;
}

/** Reads a question about a debit that nobody answered yet; undefined when it is settled. */
export async function confirmationToSend(
  db: DataSource,
  confirmationId: string,
): Promise<ConfirmationToSend | undefined> {
  const row = await db.manager.findOneByOrFail(DebitConfirmationRow, { id: confirmationId });
  if (row.state === 'confirmed' || row.state === 'denied') return undefined;
  const transfer = await db.manager.findOneByOrFail(TransferRow, { id: row.transferId });
  const { caseFile, rulebook } = await caseAndRules(db.manager, row.caseId);
  return {
    caseId: row.caseId,
    institution: row.institution,
    request: debitQuestion(rulebook, caseFile.caseNo, row, transfer),
  };
}

/**
 * Records that a question about a debit arrived, and the signed answer when it came at once. A
 * refusal is kept, and the question counts as not sent: it is put again as long as its clock runs,
 * and a person telephones the institution, for at the end of that clock the victim's hold is
 * released.
 */
export async function recordConfirmation(
  db: DataSource,
  { confirmationId, caseId }: { confirmationId: string; caseId: string },
  message: SignedMessage | null,
): Promise<void> {
  await inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    if (message !== null && isRefusal(message)) await keepRefusedDebit(work, confirmationId, message);
    else {
      await manager.update(DebitConfirmationRow, { id: confirmationId }, { sentAt: work.now });
      work.audit('debit.question_delivered', { confirmationId });
      if (message !== null) await keepMessage(manager, message, caseId, work.now);
    }
    await work.finish();
  });
}

async function keepRefusedDebit(work: CaseWork, confirmationId: string, message: SignedMessage): Promise<void> {
  const kept = await keepRefusal(work, message);
  if (kept === undefined) return;
  const { state } = await work.manager.findOneByOrFail(DebitConfirmationRow, { id: confirmationId });
  // What was answered by callback meanwhile needs nobody's telephone call.
  if (state === 'confirmed' || state === 'denied') return;
  await openBreakOnce(work, { caseId: work.caseFile.id, id: null }, kept, 'DEBIT_QUESTION_REFUSED');
}

async function caseAndRules(manager: EntityManager, caseId: string) {
  const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
  return { caseFile, rulebook: await loadRulebook(manager, caseFile.rulebook) };
}
