import type { Role } from '../../freeze-request/freeze-request.js';
import { type ComplaintClock, complainedAt } from './power-onward.js';
import { unreachable } from '../../result.js';
import { choice, withChoices } from '../../rulebook/choices.js';
import { type Rulebook, findRule, numberParameter, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../../rulebook/row.js';
import { DAY_MS, after, earlier } from '../../time.js';
import { type CountingLaw, deadlineOf, endOf } from '../../deadlines/deadline-of.js';
import type { HoldKind, ReleaseReason, NoticeRule } from '../hold.js';
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
      return {
        expiresAt: input.debitConfirmed ? confirmedExpiry(input, rule, law) : urgentExpiry(input, rule, law),
        rule,
      };
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
 * Returns the end of the urgent time. Where another power held the money before the complaint, it is counted from
 * the complaint. Where it began anew it ends later, but never later than section 7 lets a hold stand whose debit is
 * confirmed (P-EXP): the silence of the centre itself lets nothing go before.
 */
function urgentExpiry(input: ExpiryInput, rule: RuleRow, law: CountingLaw): Date {
  const { issuedAt, complaint } = input;
  const first = endOf(rule, complaint === null ? issuedAt : laterOf(issuedAt, complaint.receivedAt), law);
  if (input.urgentFrom == null) return first;
  const anew = endOf(rule, input.urgentFrom, law);
  const last = expiryUnder({ ...input, debitConfirmed: true }, law).expiresAt;
  return anew > first ? laterOf(first, earlier(anew, last)) : first;
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
function expiryRuleId(kind: HoldKind, debitConfirmed: boolean, law: CountingLaw): RuleId {
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
 * his own bank alone, both are counted from then, at every account, so that no later order adds to them.
 */
function statutoryExpiry(input: ExpiryInput, rule: RuleRow, first: Date, law: CountingLaw): Date {
  const { complaint } = input;
  const madeAt = complainedAtBy(input, law);
  const toldAt = complaint !== null && !complaint.isReport && madeAt === null ? complaint.receivedAt : null;
  const last = after(madeAt ?? toldAt ?? input.issuedAt, numberParameter(rule, 'statementMs'));
  if (madeAt !== null && rule.parameters['sevenDaysBy'] === 'complaint') return last;
  if (complaint?.officerActed === true || choice(law, 'C1', 'missedMeans') !== 'lift') return last;
  return earlier(toldAt === null ? first : endOf(rule, toldAt, law), last);
}

function complainedAtBy({ complaint }: Pick<ExpiryInput, 'complaint'>, law: CountingLaw): Date | null {
  return complaint === null ? null : complainedAt(complaint, law);
}

/**
 * Returns the rows that an order of a kind cites: the power first, then the policy by which the
 * centre uses it. `notice` is the paragraph of section 6 that an order of section 6 rests on, or by which a
 * suspicion lets an order of another power last longer.
 * `reinstates`: the order takes the place of a hold that was released by mistake (P-BACK).
 * Throws when a power is not in force, and on an order of section 6 without a suspicion.
 */
export function legalBasis(
  kind: HoldKind,
  rulebook: Rulebook,
  now: Date,
  notice: NoticeRule | null = null,
  reinstates = false,
): RuleRow[] {
  const beside = kind !== 'section6' && notice !== null ? powerRules('section6', notice) : [];
  const ruleIds = [...powerRules(kind, notice), ...beside, ...(reinstates ? (['P-BACK'] as const) : [])];
  const powers = ruleIds.map((ruleId) => ruleInForce(rulebook, ruleId, now));
  if (kind === 'whole_account') return powers;
  // The amount-only policy (P-AMT) is younger than the decrees: an earlier order rests on the
  // decree alone.
  const amountOnly = findRule(rulebook, 'P-AMT', now);
  return amountOnly === undefined ? powers : [...powers, amountOnly];
}

/** What decides by which rows a hold ends whose time is over. */
export interface EndOfTime {
  kind: HoldKind;
  /** The row that set the expiry of its newest order. */
  expiryRuleId: RuleId;
  expiresAt: Date;
  /** The clock of section 7; null without a complaint that a holder upholds. */
  complaint: ComplaintClock | null;
  /** Section 6: an officer gave the result that he proceeds by law. */
  lawfulAction: boolean;
}

/**
 * Returns the rows by which a hold ends whose time is over, the one that ends it first. LIFT-7E is
 * one only at the end of the seven days of OFF-7D without an order, and LIFT-6D only where no
 * result came in time. Every other end rests on the row that set it: a section 7 order that ends
 * before (P-EXP with C1, P-URG, P-3+7), an order that has run out (P-CONT), a suspension of the
 * centre (P-AOC7), and section 6 after a lawful action (OFF-6C).
 */
export function rulesOfEnd(end: EndOfTime, law: CountingLaw): readonly RuleId[] {
  const { kind, expiryRuleId: setBy } = end;
  if (kind === 'section6') return end.lawfulAction ? [setBy] : ['LIFT-6D', setBy];
  if (kind !== 'section7') return [setBy];
  if (areSevenDaysOver(end, law)) return ['LIFT-7E', setBy];
  // What missing the 72 hours means is the centre's choice (C1), so the release cites it.
  return choice(law, 'C1', 'missedMeans') === 'lift' && complainedAtBy(end, law) === null ? [setBy, 'VIC-7B'] : [setBy];
}

function areSevenDaysOver({ complaint, expiresAt }: EndOfTime, law: CountingLaw): boolean {
  const madeAt = complainedAtBy({ complaint }, law);
  if (madeAt === null) return false;
  const row = findRule(law.rulebook, 'OFF-7D', law.now);
  const due = row === undefined ? null : deadlineOf(row, madeAt, law);
  return due !== null && due.dueAt <= expiresAt;
}

/**
 * Returns the rows that the release of a hold cites whose time is over, and then the choices (C1
 * to C7) that these rows rest on.
 */
export function expiryBasis(end: EndOfTime, rulebook: Rulebook, now: Date): RuleRow[] {
  const { value, choices } = withChoices(rulebook, (watched) => {
    const law = { rulebook: watched, now };
    // The choice behind the row that set the expiry is read again, so that it is cited too.
    expiryRuleId(end.kind, true, law);
    return rulesOfEnd(end, law);
  });
  return [...value.map((ruleId) => ruleInForce(rulebook, ruleId, now)), ...choices];
}

/** Why a hold ends before its time, and the power that it rests on. */
export interface EarlyEnd {
  reason: Exclude<ReleaseReason, 'EXPIRED'>;
  kind: HoldKind;
  /** The role in which a person orders it; null where nobody does. */
  role: Role | null;
}

/**
 * Returns the rows that a release before the end of a hold's time cites, by its reason, the hold's
 * power and who orders it, and then the choices (C1 to C7) that these rows rest on.
 */
export function releaseBasis(end: EarlyEnd, rulebook: Rulebook, now: Date): RuleRow[] {
  const { value, choices } = withChoices(rulebook, () => releaseRules(end));
  return [...value.map((ruleId) => ruleInForce(rulebook, ruleId, now)), ...choices];
}

function powerRules(kind: HoldKind, notice: NoticeRule | null = null): readonly RuleId[] {
  switch (kind) {
    case 'section6':
      if (notice === null) throw new Error('an order of section 6 rests on a suspicion');
      // An institution's suspicion reaches the others through the section 4 system; an officer's
      // notice is a power over each of them.
      return notice === 'BANK-6A' ? ['BANK-6A', 'SHARE-4'] : ['OFF-6B'];
    case 'section7':
      return ['VIC-7A', 'P-S7AOC'];
    case 'aoc_suspension':
      return ['AOC-85B'];
    case 'break_glass':
      return ['AOC-85B', 'P-GLASS'];
    case 'continue_order':
      return ['OFF-7D'];
    case 'whole_account':
      // The warrant itself is the power; this row is what lets an order reach beyond the amount.
      return ['P-AMT'];
    default:
      return unreachable(kind);
  }
}

function releaseRules({ reason, kind, role }: EarlyEnd): readonly RuleId[] {
  switch (reason) {
    case 'DEBIT_DENIED':
      // A denial ends holds of section 7 only; what is above the debit ends in section 6 as well.
      return kind === 'section6' ? ['P-DEBIT'] : ['P-URG', 'P-DEBIT'];
    case 'DEBIT_NOT_CONFIRMED':
      return ['P-URG'];
    case 'WITHDRAWN':
      // A withdrawal ends holds of section 7 only.
      return ['VIC-7A', 'P-WITHDRAW'];
    case 'CORRECTED':
      // A correction ends holds of section 7 only.
      return ['VIC-7A', 'P-CORRECT'];
    case 'OFFICER_RELEASE':
    case 'COURT_VOIDED':
      return [officersPower(kind, role), 'P-APP'];
    case 'REQUEST_NOT_CONFIRMED':
      return ['P-GLASS'];
    case 'UNRELATED':
      // The proof of AOC-85C revokes what the centre suspended, and nothing else.
      return isRevokedByProof(kind) ? ['AOC-85C'] : [officersPower(kind, role), 'P-APP'];
    case 'APPEAL_UPHELD':
      // An institution lifts by the same paragraph by which it suspends.
      return [role === 'institution_user' ? 'BANK-6A' : liftingPower(kind), 'P-REL'];
    case 'SUSPICION_UNFOUNDED':
      return ['OFF-6C'];
    case 'SUSPICION_LIFTED':
      return ['BANK-6A', 'P-WITHDRAW'];
    default:
      return unreachable(reason);
  }
}

/** Returns whether the proof that an account is unrelated revokes what holds it: the centre's own order (AOC-85C). */
export function isRevokedByProof(kind: HoldKind): boolean {
  return kind === 'aoc_suspension' || kind === 'break_glass';
}

/**
 * Returns the row by which an officer lets a hold go without the proof of AOC-85C. The centre ends
 * what it relayed or ordered by the row that it acted on; that this is allowed without proof is its
 * reading, marked as uncertain in C3.
 */
function officersPower(kind: HoldKind, role: Role | null): RuleId {
  if (isRevokedByProof(kind)) return 'AOC-85B';
  return kind === 'section7' && role !== 'inquiry_officer' ? 'P-S7AOC' : liftingPower(kind);
}

/** Returns the row by which a hold is lifted before its time when its holder is right. */
function liftingPower(kind: HoldKind): RuleId {
  switch (kind) {
    case 'section6':
      return 'OFF-6C';
    case 'section7':
    case 'continue_order':
      return 'OFF-7D';
    case 'aoc_suspension':
    case 'break_glass':
      return 'AOC-85C';
    case 'whole_account':
      return 'P-AMT';
    default:
      return unreachable(kind);
  }
}
