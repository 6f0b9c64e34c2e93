import type { Agency } from '../domain/party.js';

/**
 * What workflows ask of activities. Payloads carry ids, codes and instants only. Every activity is
 * idempotent: it loads the record, ensures what is due and answers what comes next, so that a case
 * can be driven again from nothing but its id.
 */
export interface RecordActivities {
  /**
   * Ensures everything that is due on the case in one transaction: judgement, questions, orders for
   * approved requests, clocks.
   */
  advanceCase(input: { caseId: string }): Promise<CaseStep>;
  /**
   * Reads the messages that arrived for the hold, ensures a release that is due, and says what the
   * hold needs next.
   */
  advanceHold(input: { holdId: string }): Promise<HoldStep>;
  /**
   * An institution gave no answer within all attempts: the hold is `unconfirmed`, which is never
   * "failed".
   */
  recordNoAnswer(input: { holdId: string }): Promise<HoldStep>;
}

/** Activities on the institutions' queue: one signed HTTP call each. */
export interface InstitutionActivities {
  /**
   * Sends the hold's orders that were not sent yet, oldest first. A new hold workflow starts with
   * this.
   */
  sendHoldOrders(input: { holdId: string }): Promise<HoldStep>;
  /** Asks the institution what became of the newest order whose receipt is missing. */
  pollHoldOrder(input: { holdId: string }): Promise<HoldStep>;
  /** Sends the release order. Repeated until the institution acknowledges. */
  sendReleaseOrder(input: { holdId: string }): Promise<HoldStep>;
  /**
   * Asks the victim's institution whether it sent the transfer. Fails (`PARTY.REFUSED`) when it
   * refuses the question; the refusal is committed by then.
   */
  askDebitConfirmation(input: { confirmationId: string }): Promise<void>;
}

/** Activity on each agency's queue. */
export interface AgencyActivities {
  /**
   * Sends one batched question; the answer, refusal or unreadable reply is committed before it
   * returns.
   */
  askAgency(input: { evidenceRequestId: string }): Promise<void>;
}

/** What a case needs next. */
export interface CaseStep {
  /** Holds whose workflows are to be started; starting one twice is harmless. */
  startHolds: readonly HoldStart[];
  questions: readonly { evidenceRequestId: string; agency: Agency }[];
  confirmations: readonly { confirmationId: string; institution: string }[];
  /**
   * Holds that got a new order or a release, and which of both their workflows are to be told of.
   */
  signalHolds: readonly HoldToSignal[];
  /**
   * Next instant at which something falls due without any message, in epoch ms; null when nothing
   * does.
   */
  wakeAtMs: number | null;
  /**
   * So long, in ms, news of holds waits for more of it; nothing else waits. Absent in answers that
   * were recorded before it was known.
   */
  gatherMs?: number;
  /** Everything of the case has ended. */
  done: boolean;
}

/** A message to the workflow of a hold, and the row that it speaks of. */
export interface HoldToSignal {
  holdId: string;
  message: 'orderIssued' | 'releaseOrdered';
  rowId: string;
}

/** A hold whose workflow is to be started. */
export interface HoldStart {
  holdId: string;
  institution: string;
}

/** What a hold needs next. */
export interface HoldStep {
  next: 'send' | 'poll' | 'release' | 'wait' | 'done';
  /** With `wait`: look again at this instant (epoch ms) unless a message comes first. */
  untilMs: number | null;
  /** Holds of the next hop that the answer brought about. */
  startHolds: readonly HoldStart[];
  /** Cases that must look again because the hold changed. */
  signalCases: readonly string[];
}
