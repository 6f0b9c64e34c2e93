import type { Both } from '../../clock-words.js';
import type { CountingLaw } from '../../deadlines/deadline-of.js';
import { orderExpiry } from '../../hold/order/expiry.js';
import type { HoldKind } from '../../hold/hold.js';
import { complaintTime } from '../../judgement/complaint-time.js';
import type { RuleId } from '../../rulebook/row.js';
import { earlier } from '../../time.js';
import type { NotOrderedCode } from './not-ordered.js';
import type { ReportedBy } from './who-reports.js';

/** A hold on the money of a complaint that may still suspend it. */
export interface SuspensionOfMoney {
  kind: HoldKind;
  /** From when section 7 counts its time. */
  section7From: Date;
  expiresAt: Date;
  /** The row that set the end of its newest order. P-URG: the debit is not confirmed. */
  expiryRuleId: RuleId;
}

/** A report, as far as it decides what its victim still has to do. */
export interface ReportStanding extends ReportedBy {
  /** When the centre took it down. */
  receivedAt: Date;
}

/** What a complaint's next step depends on; null where nothing happened yet. */
export interface ComplaintStanding extends ReportStanding {
  isClosed: boolean;
  withdrawnAt: Date | null;
  statementAt: Date | null;
  suspensions: readonly SuspensionOfMoney[];
}

/**
 * What comes next for the victim:
 * - `none`: nothing, because the case is closed or the complaint withdrawn;
 * - `await_decision`: an inquiry officer has the complaint and decides on a suspension (OFF-7D);
 * - `officer_has_it`: he has it, and no suspension of section 7 waits for his decision;
 * - `statement_or_end`: without a complaint to an inquiry officer a suspension ends (VIC-7B, C1);
 * - `give_statement`: the report is the complaint, and a suspension ends with the seven days that an
 *   inquiry officer has since then (OFF-7D), unless he orders that it goes on;
 * - `is_complaint`: the report is a complaint already (AOC-85A), so nothing is missing;
 * - `victim_reports`: somebody else reported, and only the victim's own report is a complaint;
 * - `complain`: the victim's complaint to an inquiry officer, for which no time runs.
 */
export type NextStep =
  | 'none'
  | 'await_decision'
  | 'officer_has_it'
  | 'statement_or_end'
  | 'give_statement'
  | 'is_complaint'
  | 'victim_reports'
  | 'complain';

type StepWithoutTime = Extract<NextStep, 'is_complaint' | 'victim_reports' | 'complain'>;

/** What the victim is told of each step, in both languages. */
export const NEXT_STEP_TEXT: Readonly<Record<Exclude<NextStep, 'none'>, Both>> = {
  await_decision: {
    th: 'พนักงานสอบสวนรับคำร้องทุกข์แล้ว และจะพิจารณาว่าจะให้ระงับต่อหรือไม่',
    en: 'The inquiry officer has your complaint and decides whether the suspension goes on.',
  },
  officer_has_it: {
    th: 'พนักงานสอบสวนรับคำร้องทุกข์แล้ว',
    en: 'The inquiry officer has your complaint.',
  },
  statement_or_end: {
    th: 'โปรดไปร้องทุกข์หรือให้ปากคำต่อพนักงานสอบสวนภายในกำหนด มิฉะนั้นการระงับจะสิ้นสุดลง',
    en: 'Complain, or give your statement, to an inquiry officer in time, or the suspension ends.',
  },
  give_statement: {
    th: 'การแจ้งนี้เป็นคำร้องทุกข์แล้ว (ม.8/5(1)) โปรดไปให้ปากคำต่อพนักงานสอบสวน การระงับจะสิ้นสุดเมื่อครบกำหนด หากพนักงานสอบสวนไม่สั่งให้ระงับต่อ',
    en: 'This report is your complaint (section 8/5(1)). Please give your statement to an inquiry officer: the suspension ends when its time is over, unless he orders that it goes on.',
  },
  is_complaint: {
    th: 'การแจ้งนี้ถือเป็นคำร้องทุกข์แล้ว (ม.8/5(1)) พนักงานสอบสวนอาจขอให้ให้ปากคำเพิ่ม',
    en: 'This report counts as a complaint already (section 8/5(1)). The inquiry officer may ask for a statement.',
  },
  victim_reports: {
    th: 'ศูนย์รับแจ้งไว้แล้ว หากท่านเป็นผู้แทนโดยชอบธรรม ผู้มีอำนาจลงนาม หรือทายาทของผู้เสียหาย โปรดแจ้งชื่อและเลขที่เอกสาร มิฉะนั้นโปรดให้ผู้เสียหายโทร 1441 หรือไปพบพนักงานสอบสวน',
    en: 'We have taken your report. If you are the victim’s guardian, authorised signatory or heir, please tell us the document and its number; else please let the victim call 1441 or go to an inquiry officer.',
  },
  complain: {
    th: 'โปรดให้ผู้เสียหายร้องทุกข์ต่อพนักงานสอบสวน',
    en: 'The victim should complain to an inquiry officer.',
  },
};

/**
 * Returns what comes next for the victim of a complaint at `law.now`, and until when: the end of
 * the first suspension that his statement would keep; null where no time runs.
 */
export function nextStepOf(
  standing: ComplaintStanding,
  law: CountingLaw,
): Readonly<{ step: NextStep; until: Date | null }> {
  const { isClosed, withdrawnAt, statementAt, holderReports, suspensions } = standing;
  if (isClosed || withdrawnAt !== null) return { step: 'none', until: null };
  const lasting = suspensions.filter(({ kind, expiresAt }) => kind === 'section7' && expiresAt > law.now);
  if (statementAt !== null) return { step: lasting.length > 0 ? 'await_decision' : 'officer_has_it', until: null };
  const kept = holderReports ? lasting.filter((hold) => needsStatement(hold, standing, law)) : [];
  if (kept.length > 0) {
    return { step: 'statement_or_end', until: kept.map(({ expiresAt }) => expiresAt).reduce(earlier) };
  }
  const step = withoutTime(standing, law);
  const decided = holderReports ? lasting.filter(({ expiryRuleId }) => expiryRuleId !== 'P-URG') : [];
  if (step !== 'is_complaint' || decided.length === 0) return { step, until: null };
  return { step: 'give_statement', until: decided.map(({ expiresAt }) => expiresAt).reduce(earlier) };
}

/**
 * Returns whether a hold of section 7 ends sooner without the victim's statement to an inquiry
 * officer than with it. It does not while the debit is unconfirmed (P-URG), when missing the 72
 * hours lifts nothing (C1), and where the seven days end it in any case.
 */
function needsStatement(
  { section7From: issuedAt, expiryRuleId }: Pick<SuspensionOfMoney, 'section7From' | 'expiryRuleId'>,
  { receivedAt, victimReports }: ReportStanding,
  { rulebook, now }: CountingLaw,
): boolean {
  const end = (officerActed: boolean) => {
    const complaint = { receivedAt, isReport: victimReports === true, statementAt: null, officerActed };
    const debitConfirmed = expiryRuleId !== 'P-URG';
    return orderExpiry({ kind: 'section7', issuedAt, debitConfirmed, complaint, until: null }, rulebook, now).expiresAt;
  };
  return end(false) < end(true);
}

function withoutTime(report: ReportStanding, law: CountingLaw): StepWithoutTime {
  if (report.victimReports === false) return 'victim_reports';
  return complaintTime({ ...report, statementAt: null }, law) === null ? 'complain' : 'is_complaint';
}

/** Why nothing is ordered of a transfer at once, where no order of section 7 follows either. */
const NO_ORDER_FOLLOWS: readonly NotOrderedCode[] = [
  'SECTION7.STANDING_UNKNOWN',
  'SECTION7.WITHDRAWN',
  'SECTION7.DEBIT_DENIED',
  'SECTION7.NOT_TECHNOLOGY_CRIME',
  'SECTION7.TOO_OLD',
  'SECTION7.TOO_SMALL',
  'SECTION7.LET_GO',
  'SECTION7.TIME_OVER',
  'SECTION7.RECEIVER_OUTSIDE',
];

/**
 * What the caller is advised at the end of a report. `statement_in_time` is the advice of section 7
 * to the holder whose money is suspended, or will be, and whose report is no complaint or not enough
 * to keep it: to complain to an inquiry officer within the time of VIC-7B. The others as in
 * `NextStep`.
 */
export type AdviceOnReport = 'statement_in_time' | 'give_statement' | StepWithoutTime;

/**
 * Returns what the caller is advised at the end of a report. `refusals` say why transfers got no
 * order, each by its code.
 */
export function adviceOnReport(
  report: ReportStanding,
  { holdsOrdered, refusals }: Readonly<{ holdsOrdered: number; refusals: readonly NotOrderedCode[] }>,
  law: CountingLaw,
): AdviceOnReport {
  const suspends = holdsOrdered > 0 || refusals.some((code) => !NO_ORDER_FOLLOWS.includes(code));
  const advice = withoutTime(report, law);
  if (!report.holderReports || !suspends) return advice;
  const ordered = { section7From: report.receivedAt, expiryRuleId: 'P-EXP' } as const;
  return advice === 'is_complaint' && !needsStatement(ordered, report, law) ? 'give_statement' : 'statement_in_time';
}
