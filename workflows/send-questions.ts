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
import { causeOf } from './local-first.js';
import type { Question } from './question-sender.js';
import { AGENCY_OPTIONS, FIRST_TRY_OPTIONS, INSTITUTION_OPTIONS, PAUSE_AFTER_SILENCE } from './retry-policies.js';

type Questions = AgencyActivities & Pick<InstitutionActivities, 'askDebitConfirmation'>;

/**
 * Returns the questions of a step, each with the ways to its party. Its first try is a local
 * activity; what that does not bring to the party, and later rounds, go through the party's queue.
 * A question that is sent again has the last priority there.
 */
export function questionsOf(step: CaseStep): Question[] {
  return [
    ...step.questions.map(({ evidenceRequestId, agency }) =>
      question(evidenceRequestId, {
        summary: `ask ${agency}`,
        options: { ...AGENCY_OPTIONS, taskQueue: agencyQueue(agency) },
        call: (activities) => activities.askAgency({ evidenceRequestId }),
      }),
    ),
    ...step.confirmations.map(({ confirmationId, institution }) =>
      question(confirmationId, {
        summary: `ask ${institution} about a debit`,
        options: { ...INSTITUTION_OPTIONS, taskQueue: INSTITUTION_QUEUE },
        fairnessKey: institution,
        call: (activities) => activities.askDebitConfirmation({ confirmationId }),
      }),
    ),
  ];
}

/** How a question is called, and the queue and retries that it has when its first try fails. */
interface Asking {
  summary: string;
  options: ActivityOptions;
  fairnessKey?: string;
  call: (activities: Questions) => Promise<void>;
}

function question(id: string, { summary, options, fairnessKey, call }: Asking): Question {
  const firstTryOptions: LocalActivityOptions = { ...FIRST_TRY_OPTIONS, summary };
  return {
    id,
    tryOnce: () => call(proxyLocalActivities<Questions>(firstTryOptions)),
    goThroughQueue: async (firstTry) => {
      if (firstTry !== undefined) await pauseAfter(firstTry);
      const priority = { priorityKey: firstTry === undefined ? PRIORITY.LATER : PRIORITY.NEXT, fairnessKey };
      return call(proxyActivities<Questions>({ ...options, summary, priority }));
    },
  };
}

/** Waits as long as a party that gave no answer asks for, or as between two attempts. */
async function pauseAfter(failure: TemporalFailure): Promise<void> {
  const cause = causeOf(failure);
  if (cause?.type !== FAILURE.NO_ANSWER) return;
  const [asked] = (cause.details ?? []) as [NoAnswerDetails?];
  await sleep(asked?.retryAfterMs ?? PAUSE_AFTER_SILENCE, { summary: 'ask again' });
}
