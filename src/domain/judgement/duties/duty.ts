import { type Deadline, deadlineOf } from '../../deadlines/deadline-of.js';
import { findRule } from '../../rulebook/in-force.js';
import type { RuleId } from '../../rulebook/row.js';
import { earlier } from '../../time.js';
import type { JudgeContext, Reason } from '../finding.js';

/** A duty by a rule: whom it binds, from when, until when, and whether it was fulfilled. */
export interface Duty {
  ruleId: RuleId;
  ruleRowId: string;
  /** Slug of an institution or agency, or `centre`, `victim`, `inquiry_officer`, `officer`. */
  owedBy: string;
  subjectKind: 'case' | 'hold' | 'account' | 'disclosure' | 'appeal' | 'listing';
  subject: string;
  startedAt: Date;
  /** Null when the law states no time: such a duty stays open until it is fulfilled. */
  dueAt: Date | null;
  /** When the longer promise behind the target is broken; null without one. */
  breachAt: Date | null;
  countedBy: Deadline['countedBy'] | null;
  /** False when a holiday that nobody announced yet could change `dueAt` or `breachAt`. */
  daysKnown: boolean;
  fulfilledAt: Date | null;
  state: 'open' | 'fulfilled' | 'overdue' | 'breached';
  /** True when it was fulfilled after its time. */
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
  /** The deadline, when the row's own time counts something other than this duty. */
  counted?: Deadline | null;
  breachAt?: Date;
}

/**
 * Returns the duty that a rule gives, as a list. It is empty when the rule was not in force when
 * the duty arose, or is not in force now for a duty that is still to arise.
 */
export function dutyUnder(ruleId: RuleId, law: JudgeContext, duty: NewDuty): Duty[] {
  const aroseAt = earlier(duty.startedAt, law.now);
  const row = findRule(law.rulebook, ruleId, aroseAt);
  if (row === undefined) return [];
  const deadline =
    duty.counted === undefined
      ? deadlineOf(row, duty.startedAt, { rulebook: law.rulebook, now: aroseAt })
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
 * Returns the duties that remain after an order was taken back (null: it was not): those that were
 * fulfilled, and those whose time was over before.
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
