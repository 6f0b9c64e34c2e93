import { atOnce, deadlineOf } from '../deadlines/deadline-of.js';
import { type ComplaintFacts, complaintTermStart, complaintTime } from '../judgement/complaint-time.js';
import { timeToReview } from '../judgement/duties/duties-of-withdrawal.js';
import type { JudgeContext } from '../judgement/finding.js';
import { findRule } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';
import { HOUR_MS, MINUTE_MS, after } from '../time.js';

/** What somebody has to do next on a case. */
export type QueueTask =
  | 'confirm_break_glass'
  | 'decide_request'
  | 'confirm_withdrawal'
  | 'confirm_correction'
  | 'decide_directive'
  | 'lift_cut_off'
  | 'request_suspension'
  | 'answer_appeal'
  | 'tell_victim'
  | 'settle_break'
  | 'review_hold'
  | 'take_over'
  | 'judge_suspicion'
  | 'decide_hold'
  | 'file_statement'
  | 'answer_order'
  | 'acknowledge_release'
  | 'tell_holder'
  | 'confirm_debit'
  | 'name_receiver'
  | 'find_transfer'
  | 'complete_transfer'
  | 'answer_question'
  | 'wait';

/** Whose clock runs; `nobody`: the case waits for time alone. */
export type ClockOwner = 'centre' | 'inquiry_officer' | 'institution' | 'agency' | 'victim' | 'nobody';

/** How much time is left; `no_time`: no rule sets one. */
export type QueueBand = 'overdue' | 'within_15_minutes' | 'within_1_hour' | 'within_24_hours' | 'later' | 'no_time';

/** What a row of the record says that somebody owes. */
export interface OpenWork {
  kind:
    | 'freeze_request'
    | 'withdrawal'
    | 'correction'
    | 'directive'
    | 'wrong_cut_off'
    | 'unheld_account'
    | 'appeal'
    | 'news'
    | 'break'
    | 'review'
    | 'handover'
    | 'own_suspension'
    | 'hold'
    | 'order'
    | 'release'
    | 'holder'
    | 'debit'
    | 'receiver'
    | 'search'
    | 'incomplete_transfer'
    | 'question';
  /** Id of the row; of an unheld account and of a wrong cut-off the case's. */
  id: string;
  /** Slug of the institution or agency that it concerns; null: none. */
  party: string | null;
  /**
   * Of a request its kind, of an appeal its tier, of a hold its power, of a break its kind, of a
   * review who owes it, of a handover its person; else null.
   */
  detail: string | null;
  startedAt: Date;
  /** When the row itself says that it is due; null: a rule says it, or none does. */
  dueAt: Date | null;
}

/** What the queue must know of a case besides its open work. */
export interface CaseInQueue extends ComplaintFacts {
  id: string;
  holderReports: boolean;
  /** When the case is looked at next if nobody does anything. */
  nextDeadlineAt: Date | null;
}

/** A task with its clock. */
export interface ClockedTask {
  task: QueueTask;
  clockOwner: ClockOwner;
  party: string | null;
  /** Id of the row that the task is about. */
  subjectId: string;
  startedAt: Date;
  /** The first instant at which it is overdue; null: no rule sets one. */
  dueAt: Date | null;
}

type Deciding = Pick<ClockedTask, 'task' | 'clockOwner'> & { dueAt?: Date | null };

/**
 * Returns the tasks of a case, the one with the least time left first, and `wait` alone where
 * nobody owes anything. Of several equal tasks of one party only the first counts. Where two end
 * at once, the centre's comes first.
 */
export function tasksOf(file: CaseInQueue, work: readonly OpenWork[], law: JudgeContext): ClockedTask[] {
  const tasks = work.map((open) => {
    const { task, clockOwner, dueAt = open.dueAt } = decide(file, open, work, law);
    return { task, clockOwner, party: open.party, subjectId: open.id, startedAt: open.startedAt, dueAt };
  });
  const sorted = tasks.sort(byTimeLeft);
  const first = sorted.filter(
    ({ task, party }, index) => sorted.findIndex((other) => other.task === task && other.party === party) === index,
  );
  return first.length > 0 ? first : [waiting(file)];
}

/** Returns the band of a task at an instant. */
export function bandOf({ dueAt }: Pick<ClockedTask, 'dueAt'>, now: Date): QueueBand {
  if (dueAt === null) return 'no_time';
  if (dueAt <= now) return 'overdue';
  if (dueAt <= after(now, 15 * MINUTE_MS)) return 'within_15_minutes';
  if (dueAt <= after(now, HOUR_MS)) return 'within_1_hour';
  return dueAt <= after(now, 24 * HOUR_MS) ? 'within_24_hours' : 'later';
}

/** Tasks of one instant stand in this order. */
const OWNERS_IN_ORDER: readonly ClockOwner[] = [
  'centre',
  'inquiry_officer',
  'institution',
  'agency',
  'victim',
  'nobody',
];

/** Compares tasks by the time left; those without a time come last. */
function byTimeLeft(one: ClockedTask, other: ClockedTask): number {
  const [first, second] = [one.dueAt?.getTime() ?? Infinity, other.dueAt?.getTime() ?? Infinity];
  if (first !== second) return first < second ? -1 : 1;
  return OWNERS_IN_ORDER.indexOf(one.clockOwner) - OWNERS_IN_ORDER.indexOf(other.clockOwner);
}

function waiting({ id, receivedAt, nextDeadlineAt }: CaseInQueue): ClockedTask {
  return {
    task: 'wait',
    clockOwner: 'nobody',
    party: null,
    subjectId: id,
    startedAt: receivedAt,
    dueAt: nextDeadlineAt,
  };
}

function decide(file: CaseInQueue, open: OpenWork, work: readonly OpenWork[], law: JudgeContext): Deciding {
  switch (open.kind) {
    case 'freeze_request':
      return { task: open.detail === 'break_glass' ? 'confirm_break_glass' : 'decide_request', clockOwner: 'centre' };
    case 'withdrawal':
      return { task: 'confirm_withdrawal', clockOwner: 'centre' };
    case 'correction':
      return { task: 'confirm_correction', clockOwner: 'centre' };
    case 'directive':
      return { task: 'decide_directive', clockOwner: 'centre' };
    case 'wrong_cut_off':
      return { task: 'lift_cut_off', clockOwner: 'centre', dueAt: dueUnder('P-UNCUT', open, law) };
    case 'unheld_account':
      // The centre orders the suspension at once (AOC-85B).
      return { task: 'request_suspension', clockOwner: 'centre', dueAt: dueAtOnce(open, law) };
    case 'appeal':
      return { task: 'answer_appeal', clockOwner: open.detail === 'police' ? 'inquiry_officer' : 'centre' };
    case 'news':
      return { task: 'tell_victim', clockOwner: 'centre' };
    case 'break':
      return { task: 'settle_break', clockOwner: 'centre' };
    case 'review':
      return { task: 'review_hold', clockOwner: reviewOwner(open), dueAt: timeToReview(open.startedAt, law) };
    case 'handover':
      return { task: 'take_over', clockOwner: 'centre' };
    case 'own_suspension':
      return { task: 'judge_suspicion', clockOwner: 'inquiry_officer' };
    case 'hold':
      return decideHold(file, open, work, law);
    case 'order':
      return { task: 'answer_order', clockOwner: 'institution', dueAt: dueAtOnce(open, law) };
    case 'release':
      return { task: 'acknowledge_release', clockOwner: 'institution', dueAt: dueAtOnce(open, law) };
    case 'holder':
      return { task: 'tell_holder', clockOwner: 'institution', dueAt: dueUnder('P-TELL', open, law) };
    case 'debit':
      return { task: 'confirm_debit', clockOwner: 'institution' };
    case 'receiver':
      return { task: 'name_receiver', clockOwner: 'institution' };
    case 'search':
      return { task: 'find_transfer', clockOwner: 'institution' };
    case 'incomplete_transfer':
      // The bank's time to name it is the centre's too: a delay set by the centre, not by the law.
      return { task: 'complete_transfer', clockOwner: 'centre', dueAt: dueUnder('P-URG', open, law) };
    case 'question':
      return { task: 'answer_question', clockOwner: 'agency' };
  }
}

/**
 * Decides who has the next word on a hold, which ends by itself when nobody has it: the officer,
 * or, before the complaint of section 7 was made, the victim.
 */
function decideHold(file: CaseInQueue, open: OpenWork, work: readonly OpenWork[], law: JudgeContext): Deciding {
  if (open.detail === 'section6') return { task: 'judge_suspicion', clockOwner: 'inquiry_officer' };
  if (open.detail !== 'section7' || complaintTime(file, law) !== null) {
    return { task: 'decide_hold', clockOwner: 'inquiry_officer' };
  }
  const startedAt = complaintTermStart(file.receivedAt, firstHoldAt(work), law);
  const row = findRule(law.rulebook, 'VIC-7B', law.now);
  const dueAt = row === undefined || startedAt === null ? open.dueAt : (deadlineOf(row, startedAt, law)?.dueAt ?? null);
  return { task: 'file_statement', clockOwner: 'victim', dueAt };
}

function firstHoldAt(work: readonly OpenWork[]): Date | null {
  const times = work.filter(({ kind }) => kind === 'hold').map(({ startedAt }) => startedAt.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** Whose review a hold waits for: of whoever holds its power (P-WITHDRAW, P-DEBIT). */
function reviewOwner({ detail }: OpenWork): ClockOwner {
  if (detail === 'institution') return 'institution';
  return detail === 'aoc_suspension' || detail === 'break_glass' ? 'centre' : 'inquiry_officer';
}

/** Returns when an act under a rule is due; null where no row of it is in force. */
function dueUnder(ruleId: RuleId, { startedAt }: OpenWork, law: JudgeContext): Date | null {
  const row = findRule(law.rulebook, ruleId, law.now);
  return row === undefined ? null : (deadlineOf(row, startedAt, law)?.dueAt ?? null);
}

/** Returns when an act is overdue that the law wants at once (P-ONCE). */
function dueAtOnce({ startedAt }: OpenWork, law: JudgeContext): Date | null {
  return atOnce(startedAt, law)?.dueAt ?? null;
}
