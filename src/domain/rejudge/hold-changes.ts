import type { CaseFacts, Finding } from '../judgement/facts.js';
import { mayOrderSection7 } from '../judgement/judge.js';
import { type ExpiryInput, orderExpiry } from '../hold/expiry.js';
import { isConflict } from '../rulebook/choices.js';
import { type Rulebook, findRule } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';

/** A hold and its newest order as they were given. */
export interface GivenHold {
  holdId: string;
  hop: number;
  institution: string;
  /** `<institution>:<accountNo>`. */
  account: string;
  transferId: string;
  orderedAt: Date;
  newestIssuedAt: Date;
  /** Rules that the newest order cites, and the one that set its expiry. */
  citedRules: readonly RuleId[];
  expiryRule: RuleId;
  expiry: ExpiryInput;
}

/** What a law says of a hold. */
export interface HoldUnderLaw {
  /** Why the order could not have been given; empty when it could. */
  obstacles: readonly string[];
  expiresAt: Date | null;
  expiryRuleRowId: string | null;
}

/** A hold that another law would not give, or would end at another time. */
export interface HoldChange {
  holdId: string;
  hop: number;
  institution: string;
  kind: ExpiryInput['kind'];
  before: HoldUnderLaw;
  after: HoldUnderLaw;
}

/** One side of the comparison: a law, with the findings made under it. */
export interface JudgedLaw {
  rulebook: Rulebook;
  findings: readonly Finding[];
}

/** The holds of a case that another law would treat otherwise. */
export function holdChanges(
  holds: readonly GivenHold[],
  facts: CaseFacts,
  before: JudgedLaw,
  after: JudgedLaw,
): HoldChange[] {
  return holds
    .map((hold) => ({
      holdId: hold.holdId,
      hop: hold.hop,
      institution: hold.institution,
      kind: hold.expiry.kind,
      before: underLaw(hold, facts, before),
      after: underLaw(hold, facts, after),
    }))
    .filter((each) => text(each.before) !== text(each.after));
}

/**
 * What of today's facts speaks against a hold under both laws (a complaint withdrawn since, say) is
 * on both sides, and so is no change.
 */
function underLaw(hold: GivenHold, facts: CaseFacts, { rulebook, findings }: JudgedLaw): HoldUnderLaw {
  const obstacles = [
    ...withoutPower(hold, rulebook),
    ...againstSection7(hold, facts, rulebook),
    ...belowThreshold(hold, findings),
  ];
  if (findRule(rulebook, hold.expiryRule, hold.newestIssuedAt) === undefined) {
    return { obstacles: [...obstacles, noRow(hold.expiryRule)], expiresAt: null, expiryRuleRowId: null };
  }
  const { expiresAt, rule } = orderExpiry(hold.expiry, rulebook, hold.newestIssuedAt);
  return { obstacles, expiresAt, expiryRuleRowId: rule.rowId };
}

/**
 * The amount-only policy narrows a power and gives none; a conflict's row chooses a reading, and
 * before there was one the first value held.
 */
function withoutPower(hold: GivenHold, rulebook: Rulebook): string[] {
  return hold.citedRules
    .filter((ruleId) => ruleId !== 'P-AMT' && !isConflict(ruleId))
    .filter((ruleId) => findRule(rulebook, ruleId, hold.newestIssuedAt) === undefined)
    .map(noRow);
}

function noRow(ruleId: RuleId): string {
  return `no row of ${ruleId} is in force`;
}

/**
 * Later hops follow from the first; only a transfer that the victim reported is judged by itself.
 */
function againstSection7(hold: GivenHold, facts: CaseFacts, rulebook: Rulebook): string[] {
  const isReported = facts.transfers.some((transfer) => transfer.transferId === hold.transferId);
  const canJudge = (['VIC-7A', 'P-AGE'] as const).every(
    (ruleId) => findRule(rulebook, ruleId, hold.orderedAt) !== undefined,
  );
  if (hold.expiry.kind !== 'section7' || !isReported || !canJudge) return [];
  const allowed = mayOrderSection7(facts, hold.transferId, rulebook, hold.orderedAt);
  return allowed.ok ? [] : [allowed.code];
}

function belowThreshold(hold: GivenHold, findings: readonly Finding[]): string[] {
  const { kind } = hold.expiry;
  if (kind !== 'aoc_suspension' && kind !== 'break_glass') return [];
  const found = findings.find((finding) => finding.ruleId === 'AOC-85B' && finding.subject === hold.account);
  return found?.outcome === 'met' ? [] : [`AOC-85B is ${found?.outcome ?? 'not judged'}`];
}

function text(law: HoldUnderLaw): string {
  return JSON.stringify([law.obstacles, law.expiresAt]);
}
