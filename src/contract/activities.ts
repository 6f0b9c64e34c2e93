import type { CaseStatus } from '../domain/case/case-status.js';
import type { HoldState } from '../domain/hold/hold.js';
import type { HoldClock } from '../domain/hold/next-step.js';
import type { AssignedRoute } from '../domain/judgement/rules/beyond-station.js';
import type { Agency } from '../domain/party.js';

/**
 * Activities that use only the database. Payloads of all activities carry ids, codes and instants
 * only. Every activity is idempotent: it loads the state, does what is due and returns what comes
 * next, so that the id alone is enough to drive a case again.
 */
export interface RecordActivities {
  /**
   * Does everything that is due on the case in one transaction: judgement, questions, orders for
   * approved requests, clocks.
   */
  advanceCase(input: { caseId: string }): Promise<CaseStep>;
  /**
   * Applies the messages that arrived for the hold, orders a release that is due, and returns what
   * the hold needs next.
   */
  advanceHold(input: { holdId: string }): Promise<HoldStep>;
  /**
   * Writes down that the institution answered none of the attempts: the hold becomes
   * `unconfirmed`, which never means that it failed.
   */
  recordNoAnswer(input: { holdId: string }): Promise<HoldStep>;
}

/** Activities on the institutions' queue; each makes signed HTTP calls to one institution. */
export interface InstitutionActivities {
  /**
   * Sends the oldest order of the hold that was not sent yet, and commits its answer; a new
   * workflow starts here. With more to send, the step says `send` again.
   */
  sendHoldOrders(input: { holdId: string }): Promise<HoldStep>;
  /** Asks the institution what became of the newest order that it took and did not answer. */
  pollHoldOrder(input: { holdId: string }): Promise<HoldStep>;
  /** Sends the release order; it is repeated until the institution acknowledges it. */
  sendReleaseOrder(input: { holdId: string }): Promise<HoldStep>;
  /**
   * Lets the process ask the victim's institution whether it sent the transfer, where the process
   * that committed the question did not. It waits for no answer.
   */
  askDebitConfirmation(input: { confirmationId: string }): Promise<void>;
}

/** The activity on each agency's queue. */
export interface AgencyActivities {
  /** Sends one batched question and commits the answer, refusal or unreadable reply. */
  askAgency(input: { evidenceRequestId: string }): Promise<void>;
}

/** A question about a debit, and the institution that is asked. */
interface DebitQuestionToAsk {
  confirmationId: string;
  institution: string;
}

/** The activity on the queue of the analysis. */
export interface AnalysisActivities {
  /**
   * Asks the analysis what it advises on the case, and keeps it. It fails when the analysis takes
   * longer than two seconds or is broken; then there is no advice, and nothing else changes. While
   * agencies have not answered it fails with `ADVICE.EVIDENCE_OPEN` and is tried again later.
   */
  adviseOnCase(input: { caseId: string }): Promise<void>;
}

/** The next work of a case. */
export interface CaseStep {
  questions: readonly { evidenceRequestId: string; agency: Agency }[];
  confirmations: readonly DebitQuestionToAsk[];
  /**
   * The next instant at which something falls due by itself, in epoch ms; null when nothing does.
   */
  wakeAtMs: number | null;
  /** The clock that this instant ends; null when there is none. */
  wakeFor: CaseClock | null;
  /** What the workflow tells of the case. */
  codes: CaseCodes;
  /**
   * How long news of holds waits for more of it, in ms; other news does not wait.
   */
  gatherMs: number;
  /**
   * True when the analysis may be asked about the case (P-ADVICE). Absent in histories that are
   * older than this field.
   */
  mayAdvise?: boolean;
  /** True when everything of the case has ended. */
  done: boolean;
}

/**
 * A clock of a case: a freeze request is reminded of, escalated or expires; a party's answer is
 * late; a withdrawal, a correction or a finding about a holder that nobody confirmed lapses; the time of a way back or
 * of the inquiry officer ends.
 */
export type CaseClock =
  | 'remind'
  | 'escalate'
  | 'expire'
  | 'agency_late'
  | 'debit_late'
  | 'withdrawal'
  | 'correction'
  | 'holder_papers'
  | 'way_back'
  | 'officer_time';

/** What a workflow tells of its case: codes and instants of the record. */
export interface CaseCodes {
  status: CaseStatus;
  /** The office that handles the case. */
  route: AssignedRoute;
  /** The next deadline of the case or its holds, epoch ms; null when it is closed. */
  nextDeadlineMs: number | null;
}

/** What a workflow tells of its hold. */
export interface HoldCodes {
  state: HoldState;
  /** When the hold ends by itself, epoch ms; null when it has ended. */
  expiresAtMs: number | null;
}

/** The next work of a hold. */
export interface HoldStep {
  next: 'send' | 'poll' | 'release' | 'wait' | 'done';
  /** With `wait`: when to read the database again (epoch ms), unless a signal comes first. */
  untilMs: number | null;
  /** The clock that this instant ends; null when there is none. */
  waitFor: HoldClock | null;
  /** What the workflow tells of the hold. */
  codes: HoldCodes;
}
