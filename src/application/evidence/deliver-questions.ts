import type { DataSource } from 'typeorm';
import { isOpenQuestion } from '../../domain/evidence/evidence-state.js';
import type { Agency } from '../../domain/party.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { EvidenceRequestRow } from '../../persistence/entities/evidence.entities.js';
import { reading, rows } from '../../persistence/read-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openKnownCase } from '../case/case-work.js';
import { citeRules } from '../case/cite-rules.js';
import { keepMessage } from '../message/receive-message.js';
import type { SignedMessage } from '../message/signed-message.js';
import type { QuestionParts } from './answer-reader.js';

/** A question to an agency, ready to send. */
export interface QuestionToSend extends QuestionParts {
  caseId: string;
  agency: Agency;
}

const READ_QUESTION = reading({
  requests: rows(EvidenceRequestRow, 'r.id = $1'),
  cases: rows(CaseFileRow, 'r.id = (SELECT case_id FROM evidence_request WHERE id = $1)'),
});

/** Reads a question, ready to send; undefined when the agency answered or declined it. */
export async function questionToSend(db: DataSource, requestId: string): Promise<QuestionToSend | undefined> {
  const { requests, cases } = await READ_QUESTION(db.manager, [requestId]);
  const [request] = requests;
  const [caseFile] = cases;
  if (request === undefined || caseFile === undefined) throw new Error(`no question ${requestId}`);
  if (!isOpenQuestion(request.state)) return undefined;
  const rulebook = await loadRulebook(db.manager, caseFile.rulebook);
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
 * Records that a question arrived, with the signed answer if it came at once. The answer is
 * applied when the case is advanced.
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
