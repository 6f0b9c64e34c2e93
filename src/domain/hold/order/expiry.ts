import { type ComplaintClock, complainedAt, endOfSection7 } from './power-onward.js';
import { unreachable } from '../../result.js';
import { choice, unwatched, withChoices } from '../../rulebook/choices.js';
import { type Rulebook, findRule, numberParameter, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../../rulebook/row.js';
import { DAY_MS, after, earlier } from '../../time.js';
import { type CountingLaw, endOf } from '../../deadlines/deadline-of.js';
import type { HoldKind } from '../hold.js';
import { type Section6Clock, section6End } from '../end/section6-end.js';

/** The facts that an order's expiry depends on. */
export interface ExpiryInput {
  kind: HoldKind;
  /**
   * Section 7: the hold's first issue, so that extensions never start the 72 hours anew. Other
   * kinds: the issue of the order that is to expire.
   */
  issuedAt: Date;
  /** The clock of the notice that carries an order of section 6. */
  section6?: Section6Clock;
  debitConfirmed: boolean;
  /**
   * Section 7 without a confirmed debit: from when the urgent time is counted, where it began anew
   * because the victim's institution was not asked in time (`beginsAnew`).
   */
  urgentFrom?: Date | null;
  /**
   * What the time of section 7 is counted from; null when no victim who holds the account upholds
   * a complaint. C2 decides whether the report is the complaint.
   */
  complaint: ComplaintClock | null;
  /**
   * The date that a continue-order, whole-account order or suspension of the centre names; for
   * section 6, the end of earlier seven days by the same paragraph. Null without one.
   */
  until: Date | null;
}

/**
 * The expiry of an order, the row that sets it, and the centre's choices (C1 to C7) it rests on.
 */
export interface OrderExpiry {
  expiresAt: Date;
  rule: RuleRow;
  choices: readonly RuleRow[];
}

/**
 * Computes when an order of a hold expires, and by which rows. Each time is counted by its row and
 * C6: the rows of today count from instant to instant, and no holiday moves anything. Throws when
 * the rulebook lacks the row, or the row has no time.
 */
export function orderExpiry(input: ExpiryInput, rulebook: Rulebook, now: Date): OrderExpiry {
  const { value, choices } = withChoices(rulebook, (watched) => expiryUnder(input, { rulebook: watched, now }));
  return { ...value, choices };
}

function expiryUnder(input: ExpiryInput, law: CountingLaw): Omit<OrderExpiry, 'choices'> {
  const { rulebook, now } = law;
  if (input.kind === 'section6') return section6Expiry(input, law);
  // A suspension without a date ends after seven days even when C3 sets no longest time: every
  // hold must end by itself.
  const undated = input.kind === 'aoc_suspension' && input.until === null;
  const rule = ruleInForce(rulebook, undated ? 'P-AOC7' : expiryRuleId(input.kind, input.debitConfirmed, law), now);
  const latest = endOf(rule, input.issuedAt, law);
  switch (input.kind) {
    case 'section7':
      return section7Expiry(input, rule, law);
    case 'continue_order':
    case 'whole_account':
    case 'aoc_suspension':
      return { expiresAt: input.until === null ? latest : earlier(input.until, latest), rule };
    case 'break_glass':
      return { expiresAt: latest, rule };
    default:
      return unreachable(input.kind);
  }
}

/**
 * Returns the end of a hold of section 7. Where the time of the complaint that counts is over before, the urgent time
 * of a victim who may be the holder in its place (`doubtfulAt`) is: his bank says within it, or a person does, who
 * holds the account.
 */
function section7Expiry(input: ExpiryInput, rule: RuleRow, law: CountingLaw): Omit<OrderExpiry, 'choices'> {
  const expiresAt = input.debitConfirmed ? confirmedExpiry(input, rule, law) : urgentExpiry(input, rule, law);
  const { complaint } = input;
  if (complaint?.doubtfulAt === undefined) return { expiresAt, rule };
  const urgent = ruleInForce(law.rulebook, 'P-URG', law.now);
  const own = { receivedAt: complaint.doubtfulAt, isReport: true, statementAt: null, officerActed: false };
  const doubtful = urgentExpiry({ ...input, complaint: own }, urgent, law);
  const isBeyond = doubtful > confirmedExpiry(input, ruleInForce(law.rulebook, 'P-EXP', law.now), law);
  return isBeyond && doubtful > expiresAt ? { expiresAt: doubtful, rule: urgent } : { expiresAt, rule };
}

/**
 * Returns the end of the urgent time. Where another power held the money before the complaint, it is counted from
 * the complaint. Where it began anew it ends later, but never later than section 7 lets a hold stand whose debit is
 * confirmed (P-EXP): the silence of the centre itself lets nothing go before. What is found in the last hour of a
 * complaint is held for what is left of it, because the institution lifts then (LIFT-7E).
 */
function urgentExpiry(input: ExpiryInput, rule: RuleRow, law: CountingLaw): Date {
  const { issuedAt, complaint, urgentFrom } = input;
  const first = endOf(rule, complaint === null ? issuedAt : laterOf(issuedAt, complaint.receivedAt), law);
  const anew = urgentFrom == null ? first : endOf(rule, urgentFrom, law);
  const last = anew > first ? expiryUnder({ ...input, debitConfirmed: true }, law).expiresAt : first;
  const until = laterOf(first, earlier(anew, last));
  return complaint === null ? until : beforeEndOfSection7(until, complaint, law);
}

/** Returns an end, or that of section 7 where it comes first: only then does the end rest on the choices behind it. */
function beforeEndOfSection7(until: Date, complaint: ComplaintClock, law: CountingLaw): Date {
  const last = endOfSection7(complaint, { ...law, rulebook: unwatched(law.rulebook) });
  return last === null || until <= last ? until : (endOfSection7(complaint, law) ?? until);
}

function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function section6Expiry({ section6, until }: ExpiryInput, law: CountingLaw): Omit<OrderExpiry, 'choices'> {
  if (section6 === undefined) throw new Error('an order of section 6 rests on a notice');
  const { expiresAt, rule } = section6End(section6, law);
  return { expiresAt: until === null ? expiresAt : earlier(until, expiresAt), rule };
}

/** Returns the row that sets the end of a hold of a kind. */
export function expiryRuleId(kind: HoldKind, debitConfirmed: boolean, law: CountingLaw): RuleId {
  switch (kind) {
    case 'section6':
      return 'OFF-6C';
    case 'section7':
      return !debitConfirmed ? 'P-URG' : isBanksPracticeChosen(law) ? 'P-3+7' : 'P-EXP';
    case 'aoc_suspension':
      return choice(law, 'C3', 'longest') === 'none' ? 'P-CONT' : 'P-AOC7';
    case 'break_glass':
      return 'P-GLASS';
    case 'continue_order':
    case 'whole_account':
      return 'P-CONT';
    default:
      return unreachable(kind);
  }
}

/** Returns whether C4 chose the banks' days, which have a row only since the banks named them. */
function isBanksPracticeChosen(law: CountingLaw): boolean {
  return (
    choice(law, 'C4', 'period') !== 'seven_days_from_complaint' &&
    findRule(law.rulebook, 'P-3+7', law.now) !== undefined
  );
}

/** Returns the end of a section 7 hold with a confirmed debit, by C4's days: P-EXP or P-3+7. */
function confirmedExpiry(input: ExpiryInput, rule: RuleRow, law: CountingLaw): Date {
  const first = endOf(rule, input.issuedAt, law);
  return rule.ruleId === 'P-3+7' ? expiryByPractice(input, rule, first, law) : statutoryExpiry(input, rule, first, law);
}

/**
 * Returns the end by the banks' practice: three days from the order, and seven more once an
 * inquiry officer acted. No practice outlasts the seven days of OFF-7D, after which the
 * institution must lift (LIFT-7E).
 */
function expiryByPractice(input: ExpiryInput, rule: RuleRow, first: Date, law: CountingLaw): Date {
  const policeActs = choice(law, 'C4', 'period') === 'three_and_seven' && input.complaint?.officerActed === true;
  const practised = policeActs ? after(first, numberParameter(rule, 'policeDays') * DAY_MS) : first;
  const madeAt = complainedAtBy(input, law);
  if (madeAt === null) return practised;
  return earlier(practised, endOf(ruleInForce(law.rulebook, 'OFF-7D', law.now), madeAt, law));
}

/**
 * Returns the end by P-EXP. The row of today gives the seven days of the complaint once one was
 * made, with or without an officer's act (C2, LIFT-7E). A row whose seven days want the officer's
 * act, as the one of before 30 November 2026 did, gives 72 hours from the first order until then,
 * and never more than the seven days. Without a complaint a hold ends 72 hours after its first
 * order; while C1 says that missing them lifts nothing, seven days after it. Where the victim told
 * his own bank alone, both are counted from the first order that its notice gave, at every account, so that no later order adds to them.
 */
function statutoryExpiry(input: ExpiryInput, rule: RuleRow, first: Date, law: CountingLaw): Date {
  const { complaint } = input;
  const madeAt = complainedAtBy(input, law);
  const noticedAt = complaint !== null && !complaint.isReport && madeAt === null ? complaint.receivedAt : null;
  const last = after(madeAt ?? noticedAt ?? input.issuedAt, numberParameter(rule, 'statementMs'));
  if (madeAt !== null && rule.parameters['sevenDaysBy'] === 'complaint') return last;
  if (complaint?.officerActed === true || choice(law, 'C1', 'missedMeans') !== 'lift') return last;
  return earlier(noticedAt === null ? first : endOf(rule, noticedAt, law), last);
}

/** Returns when the complaint was made that the seven days are counted from; null: none was. */
export function complainedAtBy({ complaint }: Pick<ExpiryInput, 'complaint'>, law: CountingLaw): Date | null {
  return complaint === null ? null : complainedAt(complaint, law);
}
