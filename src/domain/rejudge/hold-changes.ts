import { needsReasonToBelieve, suspensionFinding } from '../freeze-request/suspension-threshold.js';
import type { CaseFacts, Finding } from '../judgement/facts.js';
import { mayOrderSection7 } from '../judgement/judge.js';
import { type ExpiryInput, orderExpiry } from '../hold/order/expiry.js';
import { isConflict } from '../rulebook/choices.js';
import { type Rulebook, findRule } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';

/** A hold with its newest order, as it was given. */
export interface GivenHold {
  holdId: string;
  hop: number;
  institution: string;
  /** `<institution>:<accountNo>`. */
  account: string;
  transferId: string;
  orderedAt: Date;
  newestIssuedAt: Date;
  /** The rules that the newest order cites. */
  citedRules: readonly RuleId[];
  /** The rule that set its expiry. */
  expiryRule: RuleId;
  expiry: ExpiryInput;
}

/** A hold as a law would treat it. */
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

/** A law with the findings made under it; one side of the comparison. */
export interface JudgedLaw {
  rulebook: Rulebook;
  findings: readonly Finding[];
}

/** Returns the holds of a case that another law would treat differently. */
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
    .filter((change) => comparedText(change.before) !== comparedText(change.after));
}

/**
 * Returns a hold as a law would treat it. A fact that speaks against the hold under both laws,
 * such as a later withdrawal, is on both sides and so is no change.
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
 * Returns the cited powers that the law lacks. P-AMT only narrows a power and a conflict's row
 * only chooses a reading, so a missing one of these is no obstacle.
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
 * Returns why section 7 would not have allowed the order. Only a transfer that the victim reported
 * is judged; later hops follow from it.
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
  if (!needsReasonToBelieve(hold.expiry.kind)) return [];
  const finding = suspensionFinding(findings, hold.account);
  return finding?.outcome === 'met' ? [] : [`AOC-85B is ${finding?.outcome ?? 'not judged'}`];
}

function comparedText(law: HoldUnderLaw): string {
  return JSON.stringify([law.obstacles, law.expiresAt]);
}
