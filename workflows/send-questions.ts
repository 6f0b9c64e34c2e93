import { proxyActivities } from '@temporalio/workflow';
import type { AgencyActivities, CaseStep, InstitutionActivities } from '../src/contract/activities.js';
import { agencyQueue, INSTITUTION_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import type { QuestionSender } from './question-sender.js';
import { AGENCY_OPTIONS, INSTITUTION_OPTIONS } from './retry-policies.js';

/** Sends each question of the step on its party's queue; a repeated one has the last priority. */
export function sendQuestions(step: CaseStep, questions: QuestionSender): void {
  for (const { evidenceRequestId, agency } of step.questions) {
    questions.send(evidenceRequestId, (isRepeated) => {
      const { askAgency } = proxyActivities<AgencyActivities>({
        ...AGENCY_OPTIONS,
        taskQueue: agencyQueue(agency),
        summary: `ask ${agency}`,
        priority: { priorityKey: isRepeated ? PRIORITY.LATER : PRIORITY.NEXT },
      });
      return askAgency({ evidenceRequestId });
    });
  }
  for (const { confirmationId, institution } of step.confirmations) {
    questions.send(confirmationId, (isRepeated) => {
      const { askDebitConfirmation } = proxyActivities<InstitutionActivities>({
        ...INSTITUTION_OPTIONS,
        taskQueue: INSTITUTION_QUEUE,
        summary: `ask ${institution} about a debit`,
        priority: { priorityKey: isRepeated ? PRIORITY.LATER : PRIORITY.NEXT, fairnessKey: institution },
      });
      return askDebitConfirmation({ confirmationId });
    });
  }
}
