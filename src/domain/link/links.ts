import { listParameter, numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { LINK_KINDS, type LinkKind } from './subject.js';

/** A subject of a case as it is kept: accounts in the clear, all else as keyed hashes. */
export interface LinkKey {
  kind: LinkKind;
  key: string;
}

/**
 * `strong`: what one person or ring controls. `supporting`: what can be borrowed, imitated or shown
 * falsely, such as a caller's number.
 */
export type LinkStrength = 'strong' | 'supporting';

/** What two cases have in common. */
export interface Link extends LinkKey {
  strength: LinkStrength;
}

/** How strong a link of a kind is, by row P-LINK. */
export function strengthOf(kind: LinkKind, row: RuleRow): LinkStrength {
  return listParameter(row, 'strongKinds').includes(kind) ? 'strong' : 'supporting';
}

/**
 * The links between two cases by their keys, strongest kinds first: exact keys only, each once. The
 * order of the cases means nothing.
 */
export function linksBetween(one: readonly LinkKey[], other: readonly LinkKey[], row: RuleRow): Link[] {
  return LINK_KINDS.flatMap((kind) => {
    const theirs = new Set(other.filter((each) => each.kind === kind).map(({ key }) => key));
    const shared = new Set(one.filter((each) => each.kind === kind && theirs.has(each.key)).map(({ key }) => key));
    return [...shared].sort().map((key) => ({ kind, key, strength: strengthOf(kind, row) }));
  });
}

/**
 * Whether so many cases have a subject that it says nothing of any two of them: a pooled account, a
 * public number, a spoofed one.
 */
export function isTooCommon(kind: LinkKind, cases: number, row: RuleRow): boolean {
  return cases > numberParameter(row, `maxCases.${kind}`);
}
