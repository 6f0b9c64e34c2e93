import { type CountingLaw, endOf } from '../../deadlines/deadline-of.js';
import { ruleInForce } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { earlier } from '../../time.js';
import type { NoticeRule } from '../hold.js';

/** What the time of one suspension under section 6 is counted from. */
export interface Section6Clock {
  /** The paragraph by which the notice suspends: BANK-6A (para 1) or OFF-6B (para 2). */
  rule: NoticeRule;
  /** When this institution found the suspicion, or was notified of it. */
  notifiedAt: Date;
  /**
   * When the officer was notified of the suspension (para 1), or notified the first institution
   * (para 2). A later hop does not start his time anew.
   */
  officerNotifiedAt: Date;
}

/**
 * Returns when a suspension under section 6 ends, and by which row. The officer has seven days
 * (OFF-6C), and without his result every institution lifts. An institution that suspends on a
 * suspicion of institutions has at most its own seven days (BANK-6A). The earlier of the two ends
 * it.
 */
export function section6End(clock: Section6Clock, law: CountingLaw): { expiresAt: Date; rule: RuleRow } {
  const officers = ruleInForce(law.rulebook, 'OFF-6C', law.now);
  const byOfficer = { expiresAt: endOf(officers, clock.officerNotifiedAt, law), rule: officers };
  if (clock.rule === 'OFF-6B') return byOfficer;
  const own = ruleInForce(law.rulebook, 'BANK-6A', law.now);
  const byInstitution = { expiresAt: endOf(own, clock.notifiedAt, law), rule: own };
  return byInstitution.expiresAt < byOfficer.expiresAt ? byInstitution : byOfficer;
}

/** A notice that a hold rests on, and until when: no longer than a first notice by the same paragraph left it. */
type NoticeHere = Section6Clock & { expiresAt: Date };

/**
 * Returns the notices that a hold rests on with their ends at an institution that money went on to, the longest first: the
 * first carries the order there. Each gives that institution its own time (`section6End`). A later notice gives no new
 * seven days where an earlier one by the same paragraph had begun them, and so none further on either.
 */
export function noticesOnward<Notice extends NoticeHere>(
  here: readonly Notice[],
  law: CountingLaw,
): { notice: Notice; until: Date }[] {
  return here
    .map((notice) => {
      const until = section6End({ ...notice, notifiedAt: law.now }, law).expiresAt;
      const isShortened = notice.expiresAt < section6End(notice, law).expiresAt;
      return { notice, until: isShortened ? earlier(notice.expiresAt, until) : until };
    })
    .toSorted((one, other) => other.until.getTime() - one.until.getTime());
}
