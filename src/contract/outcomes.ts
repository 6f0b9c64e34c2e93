import type { CaseStep, HoldStep } from './activities.js';

/*
 * What a transaction on a case or hold leads to. The process that committed it does what concerns
 * other workflows; the workflow of the case or hold gets the step alone.
 */

/** A signal to the workflow of a hold, and the id of the row that it is about. */
export interface HoldToSignal {
  holdId: string;
  message: 'orderIssued' | 'releaseOrdered';
  rowId: string;
}

/** A hold whose order must be sent and whose workflow must be started. */
export interface HoldStart {
  holdId: string;
  institution: string;
}

/** What a transaction on a case leads to. */
export interface CaseOutcome extends CaseStep {
  /** New holds; starting one twice does no harm. */
  startHolds: readonly HoldStart[];
  /** Holds that got a new order or a release. */
  signalHolds: readonly HoldToSignal[];
  /** Other cases that must be looked at because of what this one learned, such as that its debit is confirmed. */
  signalCases: readonly string[];
}

/** What a transaction on a hold leads to. */
export interface HoldOutcome extends HoldStep {
  caseId: string;
  /** Holds of the next hop that the institution's answer led to. */
  startHolds: readonly HoldStart[];
  /** Cases that must be looked at because the hold changed. */
  signalCases: readonly string[];
}

/** Returns what the workflow of a case gets. */
export function caseStepOf(outcome: CaseOutcome): CaseStep {
  const { questions, confirmations, wakeAtMs, wakeFor, codes, gatherMs, mayAdvise, done } = outcome;
  return { questions, confirmations, wakeAtMs, wakeFor, codes, gatherMs, mayAdvise, done };
}

/** Returns what the workflow of a hold gets. */
export function holdStepOf({ next, untilMs, waitFor, codes }: HoldOutcome): HoldStep {
  return { next, untilMs, waitFor, codes };
}
