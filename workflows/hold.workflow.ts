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
import { PRIORITY } from '../src/contract/priorities.js';
import type { HoldInput } from '../src/contract/workflows.js';
import { HOLD_SIGNALS, holdChanged, orderIssued, releaseOrdered } from './messages.js';
import { INSTITUTION_OPTIONS, recordOptions, RELEASE_OPTIONS } from './policies.js';
import { signalWorkflow } from './signal-workflow.js';
import { startHolds } from './start-holds.js';
import { waitMs } from './wait.js';

const { advanceHold } = proxyActivities<RecordActivities>(recordOptions(PRIORITY.FIRST));
const { recordNoAnswer } = proxyActivities<RecordActivities>(recordOptions(PRIORITY.NEXT));

type HoldSignal = (typeof HOLD_SIGNALS)[number];

/**
 * Drives one hold: send, receipt, clock, release. Its first act is the send. Every activity answers
 * what the hold needs next; an institution that gives no answer leaves the hold unconfirmed and is
 * asked again, for ever, until the hold has ended.
 */
export async function holdWorkflow(input: HoldInput): Promise<void> {
  const { holdId } = input;
  const unread = new Set<HoldSignal>();
  for (const signal of HOLD_SIGNALS) setHandler(signal, () => void unread.add(signal));
  let isSilent = false;
  const institution = institutionActivities(input);

  unread.clear();
  let step = await answerOf(institution.send({ holdId }));
  while (step.next !== 'done') {
    await passOn(holdId, step);
    if (step.next === 'wait') {
      const inTime = await condition(() => unread.size > 0, waitMs(step.untilMs));
      if (!inTime && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof holdWorkflow>(input);
    }
    const told = [...unread];
    unread.clear();
    step = await act(step, told.length === 1 ? told[0] : undefined);
  }
  await passOn(holdId, step);

  /**
   * `only`: the one kind of message that is new, if it is one. What it speaks of is done without a
   * look at the record before.
   */
  function act(last: HoldStep, only: HoldSignal | undefined): Promise<HoldStep> {
    const { next } = last;
    if (next === 'send' || (next === 'wait' && only === orderIssued))
      return answerOf(isSilent ? institution.sendAgain({ holdId }) : institution.send({ holdId }));
    if (next === 'release' || (next === 'wait' && only === releaseOrdered))
      return answerOf(institution.release({ holdId }));
    if (next === 'poll') return answerOf(institution.poll({ holdId }));
    return advanceHold({ holdId });
  }

  /**
   * The step that a call brought; when all its attempts failed, the step after writing down that
   * the institution gave no answer.
   */
  async function answerOf(call: Promise<HoldStep>): Promise<HoldStep> {
    try {
      const answer = await call;
      isSilent = false;
      return answer;
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      isSilent = true;
      return recordNoAnswer({ holdId });
    }
  }
}

/** The calls to the hold's institution, each at its place among the others' (see priorities). */
function institutionActivities(input: HoldInput) {
  const at = (priorityKey: number, options: ActivityOptions) =>
    proxyActivities<InstitutionActivities>({
      ...options,
      taskQueue: INSTITUTION_QUEUE,
      priority: { priorityKey, fairnessKey: input.institution },
    });
  return {
    send: at(PRIORITY.FIRST, INSTITUTION_OPTIONS).sendHoldOrders,
    sendAgain: at(PRIORITY.SOON, INSTITUTION_OPTIONS).sendHoldOrders,
    release: at(PRIORITY.FIRST, RELEASE_OPTIONS).sendReleaseOrder,
    poll: at(PRIORITY.LATER, INSTITUTION_OPTIONS).pollHoldOrder,
  };
}

/**
 * Starts the next hops and tells the cases. A case that has closed meanwhile is told by the
 * keeper's late path.
 */
async function passOn(holdId: string, step: HoldStep): Promise<void> {
  await startHolds(step.startHolds);
  for (const caseId of step.signalCases) await signalWorkflow(complaintWorkflowId(caseId), holdChanged, holdId);
}
