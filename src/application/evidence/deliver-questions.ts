import { type DataSource, IsNull } from 'typeorm';
import { isOpenQuestion } from '../../domain/evidence/evidence-state.js';
import type { Agency } from '../../domain/party.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { EvidenceRequestRow } from '../../persistence/entities/evidence.entities.js';
import { reading, rows } from '../../persistence/read-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { CaseWork } from '../case/case-work.js';
import { openKnownCase } from '../case/open-case.js';
import { citeRules } from '../case/cite-rules.js';
import { keepDirectAnswer } from '../message/receive-message.js';
import type { SignedMessage } from '../message/signed-message.js';
import type { QuestionParts } from './answer-reader.js';

/** A question to an agency, ready to send. */
export interface QuestionToSend extends QuestionParts {
  caseId: string;
  agency: Agency;
}

const READ_QUESTIONS = reading({
  requests: rows(EvidenceRequestRow, 'r.id = ANY($1)'),
  cases: rows(CaseFileRow, 'r.id IN (SELECT case_id FROM evidence_request WHERE id = ANY($1))'),
});

/**
 * Reads questions, ready to send, by one statement; in the order of their ids. One that the agency
 * answered or declined is undefined; one that is not in the record is rejected.
 */
export async function questionsToSend(
  db: DataSource,
  requestIds: readonly string[],
): Promise<PromiseSettledResult<QuestionToSend | undefined>[]> {
  const { requests, cases } = await READ_QUESTIONS(db.manager, [requestIds]);
  const [requestOf, caseOf] = [byId(requests), byId(cases)];
  return Promise.allSettled(
    requestIds.map(async (requestId) => {
      const request = requestOf.get(requestId);
      const caseFile = request && caseOf.get(request.caseId);
      if (request === undefined || caseFile === undefined) throw new Error(`no question ${requestId}`);
      return isOpenQuestion(request.state) ? toSend(db, request, caseFile) : undefined;
    }),
  );
}

async function toSend(db: DataSource, request: EvidenceRequestRow, caseFile: CaseFileRow): Promise<QuestionToSend> {
  const rulebook = await loadRulebook(db.manager, caseFile.rulebook);
  return {
    agency: request.agency,
    caseId: request.caseId,
    requestId: request.id,
    caseNo: caseFile.caseNo,
    legalBasis: citeRules(rulebook, request.legalBasis),
    purpose: request.purpose,
    answerBy: request.deadlineAt,
    subjects: request.subjects,
  };
}

function byId<Row extends { id: string }>(found: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(found.map((row) => [row.id, row]));
}

/**
 * Records that a question arrived. A signed answer that came at once is kept, and proves it: it is
 * applied, and the question counts as delivered, when the case is advanced.
 */
export async function recordQuestion(
  db: DataSource,
  { requestId, caseId }: Pick<QuestionToSend, 'requestId' | 'caseId'>,
  message: SignedMessage | null,
): Promise<void> {
  if (message !== null) return keepDirectAnswer(db.manager, message, caseId);
  await inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    await noteQuestionDelivered(work, requestId);
    await work.finish();
  });
}

/** Notes that a question arrived at its agency, unless that is on record already. */
export async function noteQuestionDelivered(work: CaseWork, requestId: string): Promise<void> {
  const unsent = { id: requestId, sentAt: IsNull() };
  const { affected } = await work.manager.update(EvidenceRequestRow, unsent, { sentAt: work.now });
  if (affected === 1) work.audit('evidence_request.delivered', { requestId });
}
