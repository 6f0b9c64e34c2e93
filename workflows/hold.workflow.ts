import {
  ActivityFailure,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type { HoldStep, InstitutionActivities, RecordActivities } from '../src/contract/activities.js';
import { complaintWorkflowId, INSTITUTION_QUEUE } from '../src/contract/ids.js';
import type { HoldInput } from '../src/contract/workflows.js';
import { HOLD_SIGNALS, holdChanged, orderIssued } from './messages.js';
import { INSTITUTION_OPTIONS, RECORD_OPTIONS, RELEASE_OPTIONS } from './policies.js';
import { startHolds } from './start-holds.js';
import { tell } from './tell.js';
import { waitMs } from './wait.js';

const record = proxyActivities<RecordActivities>(RECORD_OPTIONS);

/**
 * Drives one hold: send, receipt, clock, release. Its first act is the send. Every activity answers what the hold needs next;
 * an institution that gives no answer leaves the hold unconfirmed and is asked again, for ever, until the hold has ended.
 */
export async function holdWorkflow(input: HoldInput): Promise<void> {
  const { holdId } = input;
  let news = 0;
  let orders = 0;
  for (const signal of HOLD_SIGNALS) {
    setHandler(signal, () => {
      news++;
      if (signal === orderIssued) orders++;
    });
  }
  const { sendHoldOrders, pollHoldOrder } = institutionActivities(input, INSTITUTION_OPTIONS);
  const { sendReleaseOrder } = institutionActivities(input, RELEASE_OPTIONS);

  let [seen, seenOrders] = [news, orders];
  let step = await answerOf(holdId, sendHoldOrders({ holdId }));
  while (step.next !== 'done') {
    await passOn(holdId, step);
    if (step.next === 'wait') {
      const inTime = await condition(() => news > seen, waitMs(step.untilMs));
      if (!inTime && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof holdWorkflow>(input);
    }
    const isOnlyOrder = news > seen && news - seen === orders - seenOrders;
    [seen, seenOrders] = [news, orders];
    step = await act(step, isOnlyOrder);
  }
  await passOn(holdId, step);

  function act(last: HoldStep, isOnlyOrder: boolean): Promise<HoldStep> {
    // An order is all that is new: it goes out without a look at the record before.
    if (last.next === 'send' || (last.next === 'wait' && isOnlyOrder))
      return answerOf(holdId, sendHoldOrders({ holdId }));
    if (last.next === 'poll') return answerOf(holdId, pollHoldOrder({ holdId }));
    if (last.next === 'release') return answerOf(holdId, sendReleaseOrder({ holdId }));
    return record.advanceHold({ holdId });
  }
}

function institutionActivities(input: HoldInput, options: ActivityOptions) {
  return proxyActivities<InstitutionActivities>({
    ...options,
    taskQueue: INSTITUTION_QUEUE,
    priority: { priorityKey: 1, fairnessKey: input.institution },
  });
}

/** The step that a call brought; when all its attempts failed, the step after writing down that the institution gave no answer. */
async function answerOf(holdId: string, call: Promise<HoldStep>): Promise<HoldStep> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return record.recordNoAnswer({ holdId });
  }
}

/** Starts the next hops and tells the cases. A case that has closed meanwhile is told by the keeper's late path. */
async function passOn(holdId: string, step: HoldStep): Promise<void> {
  await startHolds(step.startHolds);
  for (const caseId of step.tellCases) await tell(complaintWorkflowId(caseId), holdChanged, holdId);
}
