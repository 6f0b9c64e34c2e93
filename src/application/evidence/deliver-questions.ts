import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { tokenKeyFor } from '../../domain/evidence/person-tokens.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { EvidenceRequestRow } from '../../persistence/entities/findings/evidence.entities.js';
import { reading, rows } from '../../persistence/read-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { citeRules } from '../case/work/cite-rules.js';
import { keepDirectAnswer } from '../message/receive-message.js';
import type { ProvedMessage } from '../message/signed-message.js';
import type { QuestionParts } from './answer-reader.js';

const READ_QUESTIONS = reading({
  requests: rows(EvidenceRequestRow, 'r.id = ANY($1)'),
  cases: rows(CaseFileRow, 'r.id IN (SELECT case_id FROM evidence_request WHERE id = ANY($1))'),
});

/** Reads questions to agencies, ready to send, by one statement. */
export async function questionsToSend(
  manager: EntityManager,
  requestIds: readonly string[],
): Promise<readonly QuestionParts[]> {
  const { requests, cases } = await READ_QUESTIONS(manager, [requestIds]);
  const caseOf = byId(cases);
  return Promise.all(
    requests.map(async (request): Promise<QuestionParts> => {
      const caseFile = caseOf.get(request.caseId);
      if (caseFile === undefined) throw new Error(`no case ${request.caseId}`);
      const rulebook = await loadRulebook(manager, caseFile.rulebook);
      return {
        requestId: request.id,
        caseNo: caseFile.caseNo,
        legalBasis: citeRules(rulebook, request.legalBasis),
        purpose: request.purpose,
        answerBy: request.deadlineAt,
        subjects: request.subjects,
        personTokens: tokenKeyFor(request.agency, rulebook, request.askedAt),
      };
    }),
  );
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
  { requestId, caseId }: { requestId: string; caseId: string },
  message: ProvedMessage | null,
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
  if (affected !== 1) return;
  work.acknowledge(requestId);
  work.audit('evidence_request.delivered', { requestId });
}
