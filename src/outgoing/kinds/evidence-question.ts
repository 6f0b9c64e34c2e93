import type { AgencyAnswer, AgencyQuestion } from '../../agencies/port.js';
import { questionsToSend, recordQuestion } from '../../application/evidence/deliver-questions.js';
import { answerMessage } from '../../application/message/answer-message.js';
import { AGENCY_ATTEMPTS_PER_ROUND, questionRetryMs } from '../../contract/retry-times.js';
import type { Kind } from '../kind.js';

/**
 * A question to an agency, in one wave of a case. The workflow of the case asks in rounds; the keeper
 * asks what no workflow does. Whether the agency answers, declines, or cannot be read: it has the
 * question. When its time is over, or its case is closed, nobody asks any more.
 */
export const EVIDENCE_QUESTION: Kind<AgencyQuestion, AgencyAnswer> = {
  isDoneWhenTaken: true,
  heldBack: 'EXISTS (SELECT 1 FROM case_file f WHERE f.id = m.case_id AND f.closed_at IS NOT NULL)',
  retryMs: (attempts) => questionRetryMs(Math.ceil(attempts / AGENCY_ATTEMPTS_PER_ROUND)),

  async body(manager, { subjectId }) {
    const [question] = await questionsToSend(manager, [subjectId]);
    if (question === undefined) throw new Error(`no question ${subjectId}`);
    return question;
  },

  call: ({ agencies }, to, body, abortSignal) => agencies.ask(to, body, abortSignal),

  answer(party, messageId, reply) {
    switch (reply.kind) {
      case 'accepted':
        return null;
      case 'answered':
        return answerMessage(party, 'evidence.answer', messageId, reply.answer, parsed(reply.answer.rawBody));
      case 'declined':
        return answerMessage(party, 'evidence.declined', messageId, reply.answer, { reason: reply.reason });
      case 'unreadable':
        return answerMessage(party, 'evidence.unreadable', messageId, reply.answer, { why: reply.why });
    }
  },

  async record(db, { subjectId: requestId, caseId }, answer) {
    if (caseId === null) throw new Error(`question ${requestId} is of no case`);
    await recordQuestion(db, { requestId, caseId }, answer);
    return answer === null ? {} : { caseId };
  },
};

/** Parses the body of an answer that its schema accepted before. */
function parsed(rawBody: Uint8Array): object {
  return JSON.parse(new TextDecoder().decode(rawBody)) as object;
}
