import { type CaseKey, ringOf } from '../../src/analysis/linkage/ring.js';
import type { Nation } from '../../simulator/world/nation.js';
import { withAllBelow } from '../../simulator/world/stolen-parts.js';
import { compareRings, type LinkageFigures } from './b-cubed.js';

/** Smaller parts are not followed (P-TRACE). */
const LEAST_SATANG = 50_000;
/** As deep as most trails are traced. */
const DEEPEST_HOP = 3;

/**
 * By what cases are linked: by accounts that victims paid, by all accounts that the money reached,
 * or by the accounts paid together with what the complaints name beside them.
 */
export const LINKED_BY = ['accounts paid', 'accounts reached', 'accounts paid and contacts'] as const;

/** What was measured in one world, for each kind of keys. */
export type Linkage = Readonly<Record<(typeof LINKED_BY)[number], LinkageFigures>>;

/**
 * Measures how well the product's linkage finds the gangs of a world: cases of one gang belong
 * together. A world has accounts only, and no telephone numbers or names.
 */
export function measureLinkage(nation: Nation): Linkage {
  const truth = new Map(nation.complaints.map(({ complaintId, theft }) => [complaintId, `gang-${theft.gang}`]));
  const contacts = nation.contacts.map(({ complaintId, kind, value }) => ({ caseId: complaintId, kind, key: value }));
  const paid = keysOf(nation, 0);
  return {
    'accounts paid': figuresOf(truth, paid),
    'accounts reached': figuresOf(truth, keysOf(nation, DEEPEST_HOP)),
    'accounts paid and contacts': figuresOf(truth, [...paid, ...contacts]),
  };
}

function figuresOf(truth: ReadonlyMap<string, string>, keys: readonly CaseKey[]): LinkageFigures {
  return compareRings(truth, (caseId) => ringOf(caseId, keys)?.caseIds ?? [caseId]);
}

/** The accounts of each case; shops, wages and operators connect nobody. */
function keysOf({ complaints, truth }: Nation, deepest: number): CaseKey[] {
  return complaints.flatMap(({ complaintId, theft }) => {
    const parts = (truth.stolen.get(theft) ?? []).flatMap(withAllBelow);
    const reached = parts.flatMap(({ hop, amountSatang, payment: { to, paidTo } }) =>
      to === null || to.role === 'exchange' || paidTo !== null || hop > deepest || amountSatang < LEAST_SATANG
        ? []
        : [to.key],
    );
    return [...new Set(reached)].map((key) => ({ caseId: complaintId, kind: 'account', key }));
  });
}
