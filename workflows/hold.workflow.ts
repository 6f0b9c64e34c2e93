import { ActivityFailure, condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import type { HoldStep } from '../src/contract/activities.js';
import { faultRetryMs } from '../src/contract/retry-times.js';
import { attributesOfHold } from '../src/contract/search-attributes.js';
import type { HoldInput } from '../src/contract/workflows.js';
import { HOLD_SIGNALS, orderIssued, releaseOrdered } from './messages.js';
import { institutionActivities, isSilence } from './institution-calls.js';
import { advanceHold, recordNoAnswer } from './record.js';
import { Telling } from './telling.js';
import { isOver, NO_CLOCK, waitMs } from './wait.js';

type HoldSignal = (typeof HOLD_SIGNALS)[number];

/**
 * Drives one hold: send, receipt, clock, release. The process that committed the order sends it
 * and applies what comes back. It starts this workflow with a delay until the hold needs something
 * next: in the ordinary case its expiry, else after a lease (`LEASE_MS`). So this is the clock, and
 * the sender of what did not arrive. Every activity returns what the hold needs next; its process
 * tells the cases of the hold. An institution that gives no answer leaves the hold unconfirmed and
 * is asked again until the hold has ended, however long that takes.
 */
export async function holdWorkflow(input: HoldInput): Promise<void> {
  const { holdId } = input;
  const unread = new Set<HoldSignal>();
  const telling = new Telling(attributesOfHold);
  for (const signal of HOLD_SIGNALS)
    setHandler(signal, () => {
      telling.happened(signal.name);
      unread.add(signal);
    });
  let isSilent = false;
  let ownFaults = 0;
  const institution = institutionActivities(input);

  unread.clear();
  let step = await advanceHold(holdId);
  while (step.next !== 'done') {
    if (step.next === 'wait') {
      telling.stands(step.codes, step.waitFor, step.untilMs);
      const isSignalled = await condition(() => unread.size > 0, waitMs(step.untilMs), {
        summary: step.waitFor ?? NO_CLOCK,
      });
      if (!isSignalled && step.waitFor !== null && isOver(step.untilMs)) telling.happened(step.waitFor);
      if (!isSignalled && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof holdWorkflow>(input);
    }
    const arrived = [...unread];
    unread.clear();
    step = await act(step, arrived.length === 1 ? arrived[0] : undefined);
  }
  telling.stands(step.codes, null, null);

  /**
   * Does what the last step says. When only one kind of signal arrived, does what that signal asks
   * for, without reading the database before.
   */
  function act({ next }: HoldStep, onlySignal: HoldSignal | undefined): Promise<HoldStep> {
    if (next === 'send' || (next === 'wait' && onlySignal === orderIssued))
      return stepAfter(isSilent ? institution.sendAgain({ holdId }) : institution.send({ holdId }));
    if (next === 'release' || (next === 'wait' && onlySignal === releaseOrdered))
      return stepAfter(institution.release({ holdId }));
    if (next === 'poll') return stepAfter(institution.poll({ holdId }));
    return advanceHold(holdId);
  }

  /**
   * Returns the step that a call brought. When the institution answered none of the attempts,
   * writes that down and returns the step after it. A fault of ours says nothing about the
   * institution: the hold pauses, longer each time, and goes on from what the database says.
   */
  async function stepAfter(call: Promise<HoldStep>): Promise<HoldStep> {
    try {
      const answer = await call;
      isSilent = false;
      ownFaults = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      if (isSilence(error)) {
        isSilent = true;
        return recordNoAnswer(holdId);
      }
      ownFaults += 1;
      const isSignalled = await condition(() => unread.size > 0, faultRetryMs(ownFaults), {
        summary: 'pause after a fault of ours',
      });
      if (!isSignalled && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof holdWorkflow>(input);
      return advanceHold(holdId);
    }
  }
}
