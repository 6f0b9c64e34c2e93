import {
  ActivityFailure,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  AgencyActivities,
  CaseStep,
  InstitutionActivities,
  RecordActivities,
} from '../src/contract/activities.js';
import { agencyQueue, holdWorkflowId, INSTITUTION_QUEUE } from '../src/contract/ids.js';
import type { ComplaintInput } from '../src/contract/workflows.js';
import { ACTS_OF_PERSONS, ANSWERS_OF_PARTIES, orderIssued } from './messages.js';
import { AGENCY_OPTIONS, INSTITUTION_OPTIONS, RECORD_OPTIONS } from './policies.js';
import { startHolds } from './start-holds.js';
import { tell } from './tell.js';
import { waitMs } from './wait.js';

const record = proxyActivities<RecordActivities>(RECORD_OPTIONS);

/** How long an answer waits for those still under way, so that what arrives together is judged together. What a person did never waits. */
const GATHER_MS = 1_000;

/**
 * Drives one complaint until all of it has ended. Each round lets one transaction ensure whatever is due on the record, sends the questions
 * that it wrote down, and waits for news or for the next instant at which something falls due. It keeps no state of its own that the
 * record does not have, so a second start, a replay after a loss or a repeated message does no harm.
 */
export async function complaintWorkflow(input: ComplaintInput): Promise<void> {
  let news = 0;
  let urgent = 0;
  for (const signal of ANSWERS_OF_PARTIES) setHandler(signal, () => void news++);
  for (const signal of ACTS_OF_PERSONS) {
    setHandler(signal, () => {
      news++;
      urgent++;
    });
  }
  const sent = new Set<string>();
  let underWay = 0;

  const inBackground = (id: string, call: () => Promise<boolean>): void => {
    if (sent.has(id)) return;
    sent.add(id);
    underWay++;
    void call().then((answered) => {
      // A party that could not be reached is asked again as long as the record says that the question is open.
      if (!answered) sent.delete(id);
      underWay--;
      news++;
    });
  };

  for (;;) {
    const seen = news;
    const seenUrgent = urgent;
    const step = await record.advanceCase({ caseId: input.caseId });
    await startHolds(step.startHolds);
    await Promise.all(step.tellHolds.map((holdId) => tell(holdWorkflowId(holdId), orderIssued, holdId)));
    sendQuestions(step, inBackground);
    if (step.done) return;
    if (underWay === 0 && workflowInfo().continueAsNewSuggested && news === seen)
      await continueAsNew<typeof complaintWorkflow>(input);
    const isNews = await condition(() => news > seen, waitMs(step.wakeAtMs));
    if (isNews && underWay > 0) await condition(() => underWay === 0 || urgent > seenUrgent, GATHER_MS);
  }
}

function sendQuestions(step: CaseStep, inBackground: (id: string, call: () => Promise<boolean>) => void): void {
  for (const { evidenceRequestId, agency } of step.questions) {
    const { askAgency } = proxyActivities<AgencyActivities>({
      ...AGENCY_OPTIONS,
      taskQueue: agencyQueue(agency),
      priority: { priorityKey: 3 },
    });
    inBackground(evidenceRequestId, () => reached(askAgency({ evidenceRequestId })));
  }
  for (const { confirmationId, institution } of step.confirmations) {
    const { askDebitConfirmation } = proxyActivities<InstitutionActivities>({
      ...INSTITUTION_OPTIONS,
      taskQueue: INSTITUTION_QUEUE,
      priority: { priorityKey: 2, fairnessKey: institution },
    });
    inBackground(confirmationId, () => reached(askDebitConfirmation({ confirmationId })));
  }
}

/** Whether a party took a question. One that cannot be reached is no fault of the case: at the rulebook's deadline the question counts as unknown. */
async function reached(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return false;
  }
}
