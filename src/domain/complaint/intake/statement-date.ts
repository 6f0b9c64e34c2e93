import { endOf } from '../../deadlines/deadline-of.js';
import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { roleFor } from '../../freeze-request/roles.js';
import { type ComplaintFacts, complaintTime } from '../../judgement/complaint-time.js';
import { ok, refuse, type Result } from '../../result.js';
import { findRule, numberParameter, type Rulebook, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { after } from '../../time.js';

/**
 * Returns whether the date at which an inquiry officer received the complaint waits for a second
 * person (P-CORRECT): one mistyped digit must free nobody's money. It does when it takes the place of
 * a date on record, and when it ends or shortens a hold of section 7, whichever case's report gave it:
 * because it is earlier than the complaint that is known, or so early that its seven days are shorter
 * than the 72 hours that a hold without a complaint has. `ofMoney`: what is known of the complaints
 * about the money that the case claims, by which its holds count, whoever made them.
 */
export function dateWaits(
  known: ComplaintFacts,
  ofMoney: readonly ComplaintFacts[],
  statementAt: Date,
  rulebook: Rulebook,
  now: Date,
): boolean {
  if (known.statementAt !== null) return true;
  return [known, ...ofMoney].some((facts) => shortens(facts, statementAt, rulebook, now));
}

function shortens(known: ComplaintFacts, statementAt: Date, rulebook: Rulebook, now: Date): boolean {
  const law = { rulebook, now };
  const complainedAt = complaintTime(known, law);
  if (complainedAt !== null) return statementAt < complainedAt;
  const row = findRule(rulebook, 'P-EXP', now);
  if (row === undefined) return false;
  return after(statementAt, numberParameter(row, 'statementMs')) < endOf(row, known.receivedAt, law);
}

/** A date that may be asked for, and until when it waits. */
export interface AllowedDate {
  rule: RuleRow;
  role: Role;
  lapsesAt: Date;
}

/**
 * Decides whether a person may ask for a date that waits for a second person. Refusals:
 * `APPROVAL.ROLE`, `APPROVAL.ALREADY_OPEN`, `STATEMENT.ALREADY_GIVEN` where it is the date on record.
 */
export function mayAskForDate(
  complaint: { isAsked: boolean; statementAt: Date | null },
  statementAt: Date,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<AllowedDate> {
  const rule = ruleInForce(rulebook, 'P-CORRECT', now);
  const role = roleFor(actor, rule, 'requestDate');
  if (!role.ok) return role;
  if (complaint.statementAt?.getTime() === statementAt.getTime())
    return refuse('STATEMENT.ALREADY_GIVEN', 'the date is on record already');
  if (complaint.isAsked) return refuse('APPROVAL.ALREADY_OPEN', 'a correction waits for a second person already');
  return ok({ rule, role: role.value, lapsesAt: after(now, numberParameter(rule, 'lapseMs')) });
}
