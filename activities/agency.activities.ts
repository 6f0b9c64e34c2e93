import type { DataSource } from 'typeorm';
import type { AgencyPort } from '../src/agencies/port.js';
import type { AgencyActivities } from '../src/contract/activities.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { type QuestionToSend, questionsToSend, recordQuestion } from '../src/application/evidence/deliver-questions.js';
import { answerMessage } from '../src/application/message/answer-message.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { Together } from '../src/outgoing/together.js';
import { callParty } from './call-party.js';
import { FirstTries } from './first-tries.js';

/** Questions that one statement reads. */
const READ_TOGETHER = 50;

/**
 * Makes the activity that sends an agency one batched question and commits the answer. The
 * dispatcher looks at the case that was answered.
 */
export function createAgencyActivities(
  db: DataSource,
  agencies: AgencyPort,
  dispatcher: Pick<Dispatcher, 'lookSoon'>,
): AgencyActivities {
  const firstTries = new FirstTries();
  // The questions of a case begin together, so one statement reads most of them.
  const questions = new Together<string, QuestionToSend | undefined>(READ_TOGETHER, (ids) => questionsToSend(db, ids));
  return {
    async askAgency({ evidenceRequestId }) {
      const open = await questions.add('', evidenceRequestId);
      if (open === undefined) return;
      const { agency, caseId, ...question } = open;
      const asked = { requestId: evidenceRequestId, caseId };
      const to = await endpointOf(db, agency);
      const ids = { caseId, evidenceRequestId, party: to.slug };
      const answer = await firstTries.call(to.slug, () =>
        callParty(ids, (abortSignal) => agencies.ask(to, question, abortSignal)),
      );
      const { rawBody } = answer.answer;
      switch (answer.kind) {
        case 'accepted':
          return recordQuestion(db, asked, null);
        case 'answered':
          await recordQuestion(
            db,
            asked,
            answerMessage(to.slug, 'evidence.answer', evidenceRequestId, answer.answer, parsed(rawBody)),
          );
          break;
        case 'declined':
          await recordQuestion(
            db,
            asked,
            answerMessage(to.slug, 'evidence.declined', evidenceRequestId, answer.answer, { reason: answer.reason }),
          );
          break;
        case 'unreadable':
          await recordQuestion(
            db,
            asked,
            answerMessage(to.slug, 'evidence.unreadable', evidenceRequestId, answer.answer, { why: answer.why }),
          );
      }
      dispatcher.lookSoon(caseId);
    },
  };
}

/** Parses the body of an answer that its schema accepted before. */
function parsed(rawBody: Uint8Array): object {
  return JSON.parse(new TextDecoder().decode(rawBody)) as object;
}
