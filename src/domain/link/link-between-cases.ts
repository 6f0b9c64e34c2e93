import { listParameter, numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { LINK_KINDS, type LinkKind } from './subject.js';

/** A subject of a case as it is stored: an account in the clear, any other as a keyed hash. */
export interface LinkKey {
  kind: LinkKind;
  key: string;
}

/**
 * How much a link proves. `strong`: one person or ring controls the subject. `supporting`: others
 * can borrow, imitate or fake it, such as a caller's number.
 */
export const LINK_STRENGTHS = ['strong', 'supporting'] as const;
export type LinkStrength = (typeof LINK_STRENGTHS)[number];

/** A subject that two cases share. */
export interface Link extends LinkKey {
  strength: LinkStrength;
}

/** Returns how strong a link of a kind is, by row P-LINK. */
function strengthOf(kind: LinkKind, row: RuleRow): LinkStrength {
  return listParameter(row, 'strongKinds').includes(kind) ? 'strong' : 'supporting';
}

/**
 * Returns the links between two cases by their keys: exact keys only, each once, in the order of
 * `LINK_KINDS`. The order of the two cases does not matter.
 */
export function linksBetween(one: readonly LinkKey[], other: readonly LinkKey[], row: RuleRow): Link[] {
  return LINK_KINDS.flatMap((kind) => {
    const keysOfOther = new Set(other.filter((subject) => subject.kind === kind).map(({ key }) => key));
    const keysOfOne = one.filter((subject) => subject.kind === kind).map(({ key }) => key);
    const shared = new Set(keysOfOne.filter((key) => keysOfOther.has(key)));
    return [...shared].sort().map((key) => ({ kind, key, strength: strengthOf(kind, row) }));
  });
}

/**
 * Returns whether so many cases have a subject that it connects no two of them: a pooled account,
 * a public number, a spoofed one.
 */
export function isTooCommon(kind: LinkKind, cases: number, row: RuleRow): boolean {
  return cases > numberParameter(row, `maxCases.${kind}`);
}

/** What is known of a subject when it is compared with other cases. */
export interface SubjectToCompare {
  kind: LinkKind;
  /** How many cases have it, this one included. */
  cases: number;
  /** It is an account where ordinary customers pay: a shop, a payroll or a regular merchant. */
  isOrdinaryReceiver: boolean;
}

/** What a comparison does with a subject: links by it, or does not because it proves nothing. */
export const COMPARISON_OUTCOMES = ['compared', 'too_common', 'left_out'] as const;
export type ComparisonOutcome = (typeof COMPARISON_OUTCOMES)[number];

/** Decides whether cases are linked by a subject that they share, by row P-LINK. */
export function comparisonOutcome(subject: SubjectToCompare, row: RuleRow): ComparisonOutcome {
  if (subject.kind === 'account' && subject.isOrdinaryReceiver) return 'left_out';
  return isTooCommon(subject.kind, subject.cases, row) ? 'too_common' : 'compared';
}
