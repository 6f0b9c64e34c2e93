import type { DataSource } from 'typeorm';
import type { AgencyPort } from '../src/agencies/port.js';
import type { AgencyActivities } from '../src/contract/activities.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { questionToSend, recordQuestion } from '../src/application/evidence/deliver-questions.js';
import { retryable } from './retryable.js';
import { answerMessage } from '../src/application/message/answer-message.js';

/** The activity that asks an agency one batched question and commits what came back. */
export function createAgencyActivities(db: DataSource, agencies: AgencyPort): AgencyActivities {
  return {
    async askAgency({ evidenceRequestId }) {
      const open = await questionToSend(db, evidenceRequestId);
      if (open === undefined) return;
      const { agency, caseId, ...question } = open;
      const asked = { requestId: evidenceRequestId, caseId };
      const to = await endpointOf(db, agency);
      const answer = await retryable(agencies.ask(to, question));
      const { rawBody } = answer.answer;
      switch (answer.kind) {
        case 'accepted':
          return recordQuestion(db, asked, null);
        case 'answered':
          return recordQuestion(
            db,
            asked,
            answerMessage(to.slug, 'evidence.answer', evidenceRequestId, answer.answer, parsed(rawBody)),
          );
        case 'declined':
          return recordQuestion(
            db,
            asked,
            answerMessage(to.slug, 'evidence.declined', evidenceRequestId, answer.answer, { reason: answer.reason }),
          );
        case 'unreadable':
          return recordQuestion(
            db,
            asked,
            answerMessage(to.slug, 'evidence.unreadable', evidenceRequestId, answer.answer, { why: answer.why }),
          );
      }
    },
  };
}

/** The body of an answer that its schema has already read. */
function parsed(rawBody: Uint8Array): object {
  return JSON.parse(new TextDecoder().decode(rawBody)) as object;
}
