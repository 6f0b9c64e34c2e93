import {
  type ActivityOptions,
  type LocalActivityOptions,
  proxyActivities,
  proxyLocalActivities,
  sleep,
  type TemporalFailure,
} from '@temporalio/workflow';
import type { AgencyActivities, CaseStep, InstitutionActivities } from '../src/contract/activities.js';
import { FAILURE, type NoAnswerDetails } from '../src/contract/failures.js';
import { agencyQueue, INSTITUTION_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import { causeOf, localFirst } from './local-first.js';
import type { QuestionSender } from './question-sender.js';
import { AGENCY_OPTIONS, FIRST_TRY_OPTIONS, INSTITUTION_OPTIONS, PAUSE_AFTER_SILENCE } from './retry-policies.js';

type Questions = AgencyActivities & Pick<InstitutionActivities, 'askDebitConfirmation'>;

/**
 * Sends each question of the step to its party. Its first try is a local activity, all of them in
 * one workflow task; what that does not bring to the party, and later rounds, go through the
 * party's queue. A question that is sent again has the last priority there.
 */
export function sendQuestions(step: CaseStep, questions: QuestionSender): void {
  for (const { evidenceRequestId, agency } of step.questions) {
    questions.send(evidenceRequestId, (isRepeated) =>
      ask(isRepeated, {
        summary: `ask ${agency}`,
        options: { ...AGENCY_OPTIONS, taskQueue: agencyQueue(agency) },
        call: (activities) => activities.askAgency({ evidenceRequestId }),
      }),
    );
  }
  for (const { confirmationId, institution } of step.confirmations) {
    questions.send(confirmationId, (isRepeated) =>
      ask(isRepeated, {
        summary: `ask ${institution} about a debit`,
        options: { ...INSTITUTION_OPTIONS, taskQueue: INSTITUTION_QUEUE },
        fairnessKey: institution,
        call: (activities) => activities.askDebitConfirmation({ confirmationId }),
      }),
    );
  }
}

/** A question, and the queue and retries that it has when its first try brings no answer. */
interface Asking {
  summary: string;
  options: ActivityOptions;
  fairnessKey?: string;
  call: (activities: Questions) => Promise<void>;
}

function ask(isRepeated: boolean, { summary, options, fairnessKey, call }: Asking): Promise<void> {
  const priority = { priorityKey: isRepeated ? PRIORITY.LATER : PRIORITY.NEXT, fairnessKey };
  const inQueue = () => call(proxyActivities<Questions>({ ...options, summary, priority }));
  if (isRepeated) return inQueue();
  const firstTry: LocalActivityOptions = { ...FIRST_TRY_OPTIONS, summary };
  return localFirst(
    () => call(proxyLocalActivities<Questions>(firstTry)),
    async (failure) => {
      await pauseAfter(failure);
      return inQueue();
    },
  );
}

/** Waits as long as a party that gave no answer asks for, or as between two attempts. */
async function pauseAfter(failure: TemporalFailure): Promise<void> {
  const cause = causeOf(failure);
  if (cause?.type !== FAILURE.NO_ANSWER) return;
  const [asked] = (cause.details ?? []) as [NoAnswerDetails?];
  await sleep(asked?.retryAfterMs ?? PAUSE_AFTER_SILENCE, { summary: 'ask again' });
}
