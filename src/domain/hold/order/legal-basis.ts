import type { Role } from '../../freeze-request/freeze-request.js';
import type { ComplaintClock } from './power-onward.js';
import { unreachable } from '../../result.js';
import { choice, withChoices } from '../../rulebook/choices.js';
import { type Rulebook, findRule, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../../rulebook/row.js';
import { type CountingLaw, deadlineOf } from '../../deadlines/deadline-of.js';
import type { HoldKind, ReleaseReason, NoticeRule } from '../hold.js';
import { complainedAtBy, expiryRuleId } from './expiry.js';

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
