import { type Deadline, deadlineOf } from '../../deadlines/deadline-of.js';
import { findRule } from '../../rulebook/in-force.js';
import type { RuleId } from '../../rulebook/row.js';
import { earlier } from '../../time.js';
import type { JudgeContext, Reason } from '../finding.js';

/** What somebody owes by a rule: whom it binds, since when, until when, and whether it was done. */
export interface Duty {
  ruleId: RuleId;
  ruleRowId: string;
  /** Slug of an institution or agency, or `centre`, `victim`, `inquiry_officer`, `officer`. */
  owedBy: string;
  subjectKind: 'case' | 'hold' | 'account' | 'question' | 'disclosure' | 'appeal' | 'listing';
  subject: string;
  startedAt: Date;
  /** Null when the law states no time: such a duty stays open until it is fulfilled. */
  dueAt: Date | null;
  /** Where a longer promise stands behind the target: from here on it is broken. */
  breachAt: Date | null;
  countedBy: Deadline['countedBy'] | null;
  /** False when a holiday that nobody announced yet could change `dueAt`. */
  daysKnown: boolean;
  fulfilledAt: Date | null;
  state: 'open' | 'fulfilled' | 'overdue' | 'breached';
  /** It was fulfilled, but after its time. */
  late: boolean;
  what: Reason;
  record: string;
}

/** The facts from which a duty arises. */
export interface NewDuty {
  owedBy: string;
  subjectKind: Duty['subjectKind'];
  subject: string;
  startedAt: Date;
  fulfilledAt: Date | null;
  /** A date that an order names; it replaces the row's own time. */
  statedAt?: Date | null;
  /** The time already counted, where the row's own counts something else than this duty. */
  counted?: Deadline | null;
  breachAt?: Date;
}

/**
 * The duty that a rule gives, as a list: empty when the rule was in force neither when it arose
 * nor, for one that is still to arise, now.
 */
export function dutyUnder(ruleId: RuleId, law: JudgeContext, duty: NewDuty): Duty[] {
  const arose = earlier(duty.startedAt, law.now);
  const row = findRule(law.rulebook, ruleId, arose);
  if (row === undefined) return [];
  const deadline =
    duty.counted === undefined
      ? deadlineOf(row, duty.startedAt, { rulebook: law.rulebook, now: arose }, duty.statedAt ?? null)
      : duty.counted;
  const dueAt = deadline?.dueAt ?? null;
  const breachAt = duty.breachAt ?? null;
  return [
    {
      ruleId,
      ruleRowId: row.rowId,
      owedBy: duty.owedBy,
      subjectKind: duty.subjectKind,
      subject: duty.subject,
      startedAt: duty.startedAt,
      dueAt,
      breachAt,
      countedBy: deadline?.countedBy ?? null,
      daysKnown: deadline?.daysKnown ?? true,
      fulfilledAt: duty.fulfilledAt,
      state: stateOf({ dueAt, breachAt, fulfilledAt: duty.fulfilledAt }, law.now),
      late: dueAt !== null && duty.fulfilledAt !== null && duty.fulfilledAt > dueAt,
      what: { th: row.titleTh, en: row.titleEn },
      record: row.record,
    },
  ];
}

/**
 * What is left of a duty after it was taken back, or null where it was not: what was fulfilled
 * before, and what nobody had fulfilled when its time was over.
 */
export function untilTakenBack(duties: readonly Duty[], takenBackAt: Date | null): Duty[] {
  return duties.filter(
    ({ fulfilledAt, dueAt }) =>
      takenBackAt === null || fulfilledAt !== null || (dueAt !== null && dueAt <= takenBackAt),
  );
}

function stateOf(
  { dueAt, breachAt, fulfilledAt }: Pick<Duty, 'dueAt' | 'breachAt' | 'fulfilledAt'>,
  now: Date,
): Duty['state'] {
  if (fulfilledAt !== null) return 'fulfilled';
  if (breachAt !== null && breachAt <= now) return 'breached';
  return dueAt !== null && dueAt <= now ? 'overdue' : 'open';
}
