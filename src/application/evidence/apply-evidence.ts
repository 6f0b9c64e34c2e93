import { isOpenQuestion, mayChangeEvidence } from '../../domain/evidence/evidence-state.js';
import { EvidenceRequestRow, EvidenceRow } from '../../persistence/entities/evidence.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { newId } from '../../persistence/ids.js';
import type { AnswerReader } from './answer-reader.js';
import type { CaseWork } from '../case/case-work.js';

/**
 * Applies an agency's answer, refusal or unreadable reply, and returns the outcome's code. Every
 * readable answer is kept as a version of its own, even if it is late or corrects an earlier one.
 * A refusal and an unreadable reply are kept apart from silence.
 */
export async function applyEvidence(
  work: CaseWork,
  message: InboxMessageRow,
  readAnswer: AnswerReader,
): Promise<string> {
  const request = await work.manager.findOneByOrFail(EvidenceRequestRow, { id: message.subjectId });
  if (message.kind === 'evidence.declined') return settleQuestion(work, request, 'declined', 'declined');
  const facts = message.kind === 'evidence.answer' ? readAnswer(request.agency, message.content) : null;
  if (facts === null) {
    await settleQuestion(work, request, 'unknown', 'unreadable');
    return 'UNREADABLE';
  }
  // An open question has no answer yet; an answered or declined one may have some.
  const earlierAnswers = isOpenQuestion(request.state)
    ? 0
    : await work.manager.countBy(EvidenceRow, { evidenceRequestId: request.id });
  const version = 1 + earlierAnswers;
  const late = work.now > request.deadlineAt;
  const evidence = work.manager.create(EvidenceRow, {
    id: newId(),
    evidenceRequestId: request.id,
    caseId: request.caseId,
    agency: request.agency,
    version,
    content: facts,
    rawSha256: message.bodySha256,
    inboxMessageId: message.id,
    late,
    receivedAt: message.receivedAt,
  });
  await work.manager.insert(EvidenceRow, evidence);
  work.audit('evidence.received', {
    evidenceId: evidence.id,
    requestId: request.id,
    agency: request.agency,
    version,
    late,
    rawSha256: message.bodySha256,
  });
  await settleQuestion(work, request, 'answered', null);
  return 'APPLIED';
}

/**
 * Moves a question to a state if the transition table allows it, and returns the outcome's code. A
 * second answer leaves the state as it is.
 */
export async function settleQuestion(
  work: CaseWork,
  request: EvidenceRequestRow,
  to: 'answered' | 'declined' | 'unknown',
  reason: string | null,
): Promise<string> {
  if (!mayChangeEvidence(request.state, to)) return request.state === to ? 'DUPLICATE' : 'ALREADY_ANSWERED';
  const answeredAt = to === 'unknown' ? null : work.now;
  await work.manager.update(EvidenceRequestRow, { id: request.id }, { state: to, stateReason: reason, answeredAt });
  work.audit('evidence_request.state', {
    requestId: request.id,
    agency: request.agency,
    from: request.state,
    to,
    reason,
  });
  request.state = to;
  request.stateReason = reason;
  return 'APPLIED';
}
