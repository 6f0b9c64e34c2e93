import { unreachable } from '../result.js';
import { type Rulebook, deadlineMs, findRule, numberParameter, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../rulebook/row.js';
import { after, earlier } from '../time.js';
import type { HoldKind, ReleaseReason } from './hold.js';

/** What an order's expiry depends on. */
export interface ExpiryInput {
  kind: HoldKind;
  /** Section 7: the hold's first issue, so that extensions never start the 72 hours anew. Other kinds: the issue of the order that is to expire. */
  issuedAt: Date;
  debitConfirmed: boolean;
  complaintReceivedAt: Date;
  /** When the inquiry officer accepted the complaint (OFF-7C), or null. */
  statementAt: Date | null;
  /** The date in a continue-order or whole-account order, or null. */
  until: Date | null;
}

/**
 * When an order of a hold expires, and the row that says so. Counted from instant to instant, never moved by holidays.
 * Throws when the rulebook lacks the row.
 */
export function orderExpiry(input: ExpiryInput, rulebook: Rulebook, now: Date): { expiresAt: Date; rule: RuleRow } {
  const rule = ruleInForce(rulebook, expiryRuleId(input.kind, input.debitConfirmed), now);
  const latest = after(input.issuedAt, deadlineMs(rule));
  switch (input.kind) {
    case 'section7':
      return { expiresAt: input.debitConfirmed ? confirmedExpiry(input, rule, latest) : latest, rule };
    case 'continue_order':
    case 'whole_account':
      return { expiresAt: input.until === null ? latest : earlier(input.until, latest), rule };
    case 'aoc_suspension':
    case 'break_glass':
      return { expiresAt: latest, rule };
    default:
      return unreachable(input.kind);
  }
}

/** The row that ends a hold of a kind by itself. */
function expiryRuleId(kind: HoldKind, debitConfirmed: boolean): RuleId {
  switch (kind) {
    case 'section7':
      return debitConfirmed ? 'P-EXP' : 'P-URG';
    case 'aoc_suspension':
      return 'P-AOC7';
    case 'break_glass':
      return 'P-GLASS';
    case 'continue_order':
    case 'whole_account':
      return 'P-CONT';
    default:
      return unreachable(kind);
  }
}

function confirmedExpiry(input: ExpiryInput, rule: RuleRow, latest: Date): Date {
  if (input.statementAt === null) return latest;
  const withStatement = after(input.complaintReceivedAt, numberParameter(rule, 'statementMs'));
  return withStatement > latest ? withStatement : latest;
}

/** The rows that an order of a kind cites: the power first, then how the centre uses it. Throws when a power is not in force. */
export function legalBasis(kind: HoldKind, rulebook: Rulebook, now: Date): RuleRow[] {
  const powers = powerRules(kind).map((ruleId) => ruleInForce(rulebook, ruleId, now));
  if (kind === 'whole_account') return powers;
  // The amount-only policy is younger than the decrees; an order dated before it rests on the decree alone.
  const amountOnly = findRule(rulebook, 'P-AMT', now);
  return amountOnly === undefined ? powers : [...powers, amountOnly];
}

/** The rows that a release cites, by its reason and by the power the hold stood on. */
export function releaseBasis(reason: ReleaseReason, kind: HoldKind, rulebook: Rulebook, now: Date): RuleRow[] {
  return releaseRules(reason, kind).map((ruleId) => ruleInForce(rulebook, ruleId, now));
}

function powerRules(kind: HoldKind): readonly RuleId[] {
  switch (kind) {
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

function releaseRules(reason: ReleaseReason, kind: HoldKind): readonly RuleId[] {
  const centreOrdered = kind === 'aoc_suspension' || kind === 'break_glass';
  const section7Chain = kind === 'section7' || kind === 'continue_order';
  switch (reason) {
    case 'EXPIRED':
      return section7Chain ? ['LIFT-7E', expiryRuleId(kind, true)] : [expiryRuleId(kind, true)];
    case 'DEBIT_DENIED':
      return centreOrdered ? ['P-URG', 'AOC-85C'] : ['P-URG'];
    case 'DEBIT_NOT_CONFIRMED':
      return ['P-URG'];
    case 'WITHDRAWN':
      return powerRules(kind).slice(0, 1);
    case 'OFFICER_RELEASE':
      return [section7Chain ? 'OFF-7D' : centreOrdered ? 'AOC-85C' : 'P-AMT', 'P-APP'];
    case 'REQUEST_NOT_CONFIRMED':
      return ['P-GLASS'];
    case 'UNRELATED':
      return ['AOC-85C'];
    case 'APPEAL_UPHELD':
      return [section7Chain ? 'OFF-7D' : centreOrdered ? 'AOC-85C' : 'P-AMT', 'P-REL'];
    default:
      return unreachable(reason);
  }
}
