import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type {
  AgencyActivities,
  CaseStep,
  InstitutionActivities,
  RecordActivities,
} from '../src/contract/activities.js';
import { agencyQueue, holdWorkflowId, INSTITUTION_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import type { ComplaintInput } from '../src/contract/workflows.js';
import { Asking } from './asking.js';
import { ACTS_OF_PERSONS, ANSWERS_OF_PARTIES, holdChanged, SIGNALS_TO_HOLDS } from './messages.js';
import { AGENCY_OPTIONS, INSTITUTION_OPTIONS, recordOptions } from './policies.js';
import { startHolds } from './start-holds.js';
import { tell } from './tell.js';
import { waitMs } from './wait.js';

const fresh = proxyActivities<RecordActivities>(recordOptions(PRIORITY.SOON));
const later = proxyActivities<RecordActivities>(recordOptions(PRIORITY.LATER));

/**
 * How long an answer waits for those still under way, so that what arrives together is judged
 * together. What a person did never waits.
 */
const GATHER_MS = 1_000;

/**
 * Drives one complaint until all of it has ended. Each round lets one transaction ensure whatever
 * is due on the record, sends the questions that it wrote down, and waits for news or for the next
 * instant at which something falls due. News of holds alone waits for more of it as long as the
 * record says, for a long trail answers account by account; the next accounts do not wait for the
 * case. It keeps no state of its own that the record does not have, so a second start, a replay
 * after a loss or a repeated message does no harm.
 */
export async function complaintWorkflow(input: ComplaintInput): Promise<void> {
  let holdNews = 0;
  let otherNews = 0;
  let urgent = 0;
  setHandler(holdChanged, () => void holdNews++);
  for (const signal of ANSWERS_OF_PARTIES) setHandler(signal, () => void otherNews++);
  for (const signal of ACTS_OF_PERSONS) {
    setHandler(signal, () => {
      otherNews++;
      urgent++;
    });
  }
  const asking = new Asking(() => void otherNews++);
  const mayBeginAnew = (): boolean => workflowInfo().continueAsNewSuggested && asking.underWay === 0;

  for (let [isFirst, urgentBefore] = [true, 0]; ; isFirst = false) {
    const { advanceCase } = isFirst || urgent > urgentBefore ? fresh : later;
    const [holdNewsBefore, otherBefore] = [holdNews, otherNews];
    urgentBefore = urgent;
    const step = await advanceCase({ caseId: input.caseId });
    await startHolds(step.startHolds);
    await Promise.all(
      step.signalHolds.map(({ holdId, message, rowId }) =>
        tell(holdWorkflowId(holdId), SIGNALS_TO_HOLDS[message], rowId),
      ),
    );
    if (step.done) return;
    // A run that is to end puts no further questions: the next one does.
    if (!workflowInfo().continueAsNewSuggested) sendQuestions(step, asking);
    const isNews = await condition(
      () => holdNews > holdNewsBefore || otherNews > otherBefore || mayBeginAnew(),
      waitMs(step.wakeAtMs),
    );
    // What was signalled meanwhile is not lost: the next run begins by reading the record.
    if (mayBeginAnew()) await continueAsNew<typeof complaintWorkflow>(input);
    const isOfHoldsOnly = isNews && otherNews === otherBefore;
    if (isOfHoldsOnly && step.gatherMs !== undefined && step.gatherMs > 0)
      await condition(() => otherNews > otherBefore, Math.min(step.gatherMs, waitMs(step.wakeAtMs)));
    if (isNews && asking.underWay > 0) await condition(() => asking.underWay === 0 || urgent > urgentBefore, GATHER_MS);
  }
}

function sendQuestions(step: CaseStep, asking: Asking): void {
  for (const { evidenceRequestId, agency } of step.questions) {
    asking.put(evidenceRequestId, (isAgain) => {
      const { askAgency } = proxyActivities<AgencyActivities>({
        ...AGENCY_OPTIONS,
        taskQueue: agencyQueue(agency),
        priority: { priorityKey: isAgain ? PRIORITY.LATER : PRIORITY.NEXT },
      });
      return askAgency({ evidenceRequestId });
    });
  }
  for (const { confirmationId, institution } of step.confirmations) {
    asking.put(confirmationId, (isAgain) => {
      const { askDebitConfirmation } = proxyActivities<InstitutionActivities>({
        ...INSTITUTION_OPTIONS,
        taskQueue: INSTITUTION_QUEUE,
        priority: { priorityKey: isAgain ? PRIORITY.LATER : PRIORITY.NEXT, fairnessKey: institution },
      });
      return askDebitConfirmation({ confirmationId });
    });
  }
}
