import { mayChangeEvidence } from '../../domain/evidence/evidence-state.js';
import { EvidenceRequestRow, EvidenceRow } from '../../persistence/entities/evidence.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { newId } from '../../persistence/ids.js';
import type { AnswerReader } from './answer-reader.js';
import type { CaseWork } from '../case/case-work.js';

/**
 * Takes down an agency's answer, refusal or unreadable reply. Every readable answer is a version of
 * its own, also when it comes late or corrects an earlier one; a refusal and an unreadable reply
 * are told apart from silence.
 */
export async function applyEvidence(
  work: CaseWork,
  message: InboxMessageRow,
  readAnswer: AnswerReader,
): Promise<string> {
  const request = await work.manager.findOneByOrFail(EvidenceRequestRow, { id: message.subjectId });
  if (message.kind === 'evidence.declined') return settle(work, request, 'declined', 'declined');
  const facts = message.kind === 'evidence.answer' ? readAnswer(request.agency, message.content) : null;
  if (facts === null) {
    await settle(work, request, 'unknown', 'unreadable');
    return 'UNREADABLE';
  }
  // A question that is still open has no answer on record; an answered or declined one may have.
  const open = request.state === 'asked' || request.state === 'unknown';
  const earlier = open ? 0 : await work.manager.countBy(EvidenceRow, { evidenceRequestId: request.id });
  const version = 1 + earlier;
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
  await settle(work, request, 'answered', null);
  return 'APPLIED';
}

/**
 * Moves a question to a state when its transition table allows it; a second answer leaves the state
 * as it is.
 */
export async function settle(
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
