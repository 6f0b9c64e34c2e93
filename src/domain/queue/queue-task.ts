import { atOnce, deadlineOf } from '../deadlines/deadline-of.js';
import { type ComplaintFacts, complaintTermStart, complaintTime } from '../judgement/complaint-time.js';
import { timeToReview } from '../judgement/duties/duties-of-withdrawal.js';
import type { JudgeContext } from '../judgement/finding.js';
import { sumSatang } from '../money.js';
import { findRule } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';
import type { MoneyAtAccount } from './leaving-money.js';

/** What somebody has to do next on a case. */
export const QUEUE_TASKS = [
  'confirm_break_glass',
  'decide_request',
  'confirm_withdrawal',
  'confirm_correction',
  'confirm_holder',
  'decide_directive',
  'lift_cut_off',
  'request_suspension',
  'answer_appeal',
  'tell_victim',
  'settle_break',
  'review_hold',
  'take_over',
  'judge_suspicion',
  'decide_hold',
  'file_statement',
  'answer_order',
  'acknowledge_release',
  'tell_holder',
  'confirm_debit',
  'name_receiver',
  'find_transfer',
  'complete_transfer',
  'complete_report',
  'answer_question',
  'wait',
] as const;
export type QueueTask = (typeof QUEUE_TASKS)[number];

/** Whose clock runs; `nobody`: the case waits for time alone. */
export const CLOCK_OWNERS = ['centre', 'inquiry_officer', 'institution', 'agency', 'victim', 'nobody'] as const;
export type ClockOwner = (typeof CLOCK_OWNERS)[number];

/** What a row of the record says that somebody owes. */
export interface OpenWork {
  kind:
    | 'freeze_request'
    | 'withdrawal'
    | 'correction'
    | 'holder_papers'
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
    | 'unknown_of_report'
    | 'question';
  /** Id of the row; of an unheld account, a wrong cut-off and what a report does not say the case's. */
  id: string;
  /** Slug of the institution or agency that it concerns; null: none. */
  party: string | null;
  /**
   * Of a request its kind, of an appeal its tier, of a hold its power, of a break its kind, of a
   * review who owes it, of a handover its person, of unheld accounts their keys with spaces between;
   * else null.
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
  /** Where its money is. */
  money: readonly MoneyAtAccount[];
  /** What its waiting requests are about, by their ids. */
  asked: ReadonlyMap<string, AskedFor>;
}

/** What a waiting request is about. */
export interface AskedFor {
  /** Key of the account. */
  account: string;
  /** What it asks for beyond what is held there; null: what is there. */
  amountSatang: bigint | null;
  /** Since when the law wants the order at once (AOC-85B); null: it does not. */
  owedSince: Date | null;
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
  /** What the act can still keep from leaving, in satang; null: the act holds no money. */
  savesSatang: bigint | null;
}

type Deciding = Pick<ClockedTask, 'task' | 'clockOwner'> & { dueAt?: Date | null; savesSatang?: bigint };

/**
 * Returns the tasks of a case, the most urgent first, and `wait` alone where nobody owes anything:
 * what the centre owes leads, and of that what still keeps money from leaving; then the least time
 * left. Of several equal tasks of one party only the first counts; what the centre owes counts each.
 */
export function tasksOf(file: CaseInQueue, work: readonly OpenWork[], law: JudgeContext): ClockedTask[] {
  const tasks = work.map((open) => {
    const { task, clockOwner, dueAt = open.dueAt, savesSatang = null } = decide(file, open, work, law);
    return { task, clockOwner, party: open.party, subjectId: open.id, startedAt: open.startedAt, dueAt, savesSatang };
  });
  const sorted = tasks.sort(byUrgency);
  const first = sorted.filter(
    ({ task, party, clockOwner }, index) =>
      clockOwner === 'centre' || sorted.findIndex((other) => other.task === task && other.party === party) === index,
  );
  return first.length > 0 ? first : [waiting(file)];
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

/** Compares tasks of a case: ours, then what saves money, then the time left; without a time last. */
function byUrgency(one: ClockedTask, other: ClockedTask): number {
  return rankOf(one) - rankOf(other) || byTimeLeft(one, other);
}

function rankOf({ clockOwner, savesSatang }: ClockedTask): number {
  if (clockOwner !== 'centre') return 2;
  return (savesSatang ?? 0n) > 0n ? 0 : 1;
}

/** Compares tasks by the time left; those without a time come last. */
export function byTimeLeft(one: ClockedTask, other: ClockedTask): number {
  const [first, second] = [one.dueAt?.getTime() ?? Infinity, other.dueAt?.getTime() ?? Infinity];
  if (first !== second) return first < second ? -1 : 1;
  return OWNERS_IN_ORDER.indexOf(one.clockOwner) - OWNERS_IN_ORDER.indexOf(other.clockOwner);
}

/** Nobody owes anything, so no clock runs. */
function waiting({ id, receivedAt }: CaseInQueue): ClockedTask {
  return {
    task: 'wait',
    clockOwner: 'nobody',
    party: null,
    subjectId: id,
    startedAt: receivedAt,
    dueAt: null,
    savesSatang: null,
  };
}

function decide(file: CaseInQueue, open: OpenWork, work: readonly OpenWork[], law: JudgeContext): Deciding {
  switch (open.kind) {
    case 'freeze_request':
      return decideRequest(file, open, law);
    case 'withdrawal':
      return { task: 'confirm_withdrawal', clockOwner: 'centre' };
    case 'correction':
      return { task: 'confirm_correction', clockOwner: 'centre' };
    case 'holder_papers':
      return { task: 'confirm_holder', clockOwner: 'centre' };
    case 'directive':
      return { task: 'decide_directive', clockOwner: 'centre' };
    case 'wrong_cut_off':
      return { task: 'lift_cut_off', clockOwner: 'centre', dueAt: dueUnder('P-UNCUT', open, law) };
    case 'unheld_account':
      // The centre orders the suspension at once (AOC-85B).
      return {
        task: 'request_suspension',
        clockOwner: 'centre',
        dueAt: dueAtOnce(open, law),
        savesSatang: sumSatang((open.detail ?? '').split(' ').map((account) => savedAt(file, account))),
      };
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
    case 'unknown_of_report':
      return { task: 'complete_report', clockOwner: 'centre' };
    case 'question':
      return { task: 'answer_question', clockOwner: 'agency' };
  }
}

/**
 * Decides when the decision about a request is due: when P-APP reminds its approvers, or it expires,
 * or, where the law wants the order at once, when it wanted it, the earliest. To ask ends no such
 * time: only the order does, so a request never goes down the queue while it waits.
 */
function decideRequest(file: CaseInQueue, open: OpenWork, law: JudgeContext): Deciding {
  const asked = file.asked.get(open.id);
  const owed = asked?.owedSince == null ? null : (atOnce(asked.owedSince, law)?.dueAt ?? null);
  const due = [open.dueAt, owed].filter((at) => at !== null).map((at) => at.getTime());
  return {
    task: open.detail === 'break_glass' ? 'confirm_break_glass' : 'decide_request',
    clockOwner: 'centre',
    dueAt: due.length === 0 ? null : new Date(Math.min(...due)),
    savesSatang: asked === undefined ? 0n : (asked.amountSatang ?? savedAt(file, asked.account)),
  };
}

/** What an order at an account can still keep there: what is loose, and what a hold lets go when it ends. */
function savedAt({ money }: CaseInQueue, account: string): bigint {
  const there = money.find((each) => each.account === account);
  return there === undefined ? 0n : there.looseSatang + there.heldSatang;
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
