import { type CountingLaw, endOf } from '../deadlines/deadline-of.js';
import { numberParameter, ruleInForce } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { after } from '../time.js';
import type { DebitState } from './debit-verdict.js';

/** The break by which a person is called to telephone an institution that no question came to. */
export const BANK_NOT_ASKED = 'BANK_NOT_ASKED';

/** A question about a debit, whose answer the urgent time of holds waits for. */
export interface QuestionInTime {
  state: DebitState;
  askedAt: Date;
  /** The end of its time. */
  deadlineAt: Date;
  /** When it first came to its institution; null while it never did. */
  reachedAt: Date | null;
}

/**
 * Returns whether the urgent time begins anew now. An institution's silence lets money go only when
 * it was asked `leastMs` (P-URG) before the end: a question that never came to it, or so late, says
 * nothing of the debit, whosever fault that is. Nothing begins anew once the longest time that a complaint gives
 * is over (P-EXP).
 */
export function beginsAnew(question: QuestionInTime, { rulebook, now }: CountingLaw): boolean {
  const rule = ruleInForce(rulebook, 'P-URG', now);
  const longestMs = numberParameter(ruleInForce(rulebook, 'P-EXP', now), 'statementMs');
  const isLongest = now >= after(question.askedAt, longestMs);
  return question.state === 'asked' && !isLongest && (question.reachedAt ?? now) >= lastToAsk(question, rule);
}

/**
 * Returns when a question that nobody has answered changes by time alone: at its end; or, while it
 * has not come to its institution, when the urgent time begins anew. That is so long before the end
 * that the orders which name the end can be replaced.
 */
export function changesByTimeAt(question: QuestionInTime, rule: RuleRow): Date {
  return question.reachedAt === null ? lastToAsk(question, rule) : question.deadlineAt;
}

/**
 * Returns when the urgent time of a complaint ends (P-URG). It is counted from the complaint, and not from an older
 * order of another power; or from when it began anew since (`urgentFrom`).
 */
export function urgentUntil(
  { complainedAt, urgentFrom }: { complainedAt: Date; urgentFrom: Date | null },
  law: CountingLaw,
): Date {
  const from = urgentFrom !== null && urgentFrom > complainedAt ? urgentFrom : complainedAt;
  return endOf(ruleInForce(law.rulebook, 'P-URG', law.now), from, law);
}

/**
 * Returns the instant before which the institution must have been asked, so that its silence says something: from
 * then on the urgent time begins anew.
 */
export function lastToAsk({ deadlineAt }: Pick<QuestionInTime, 'deadlineAt'>, rule: RuleRow): Date {
  return after(deadlineAt, -numberParameter(rule, 'leastMs'));
}
