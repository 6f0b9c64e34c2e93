import { type CaseKey, ringOf } from '../../src/analysis/linkage/ring.js';
import type { Nation } from '../../simulator/world/nation.js';
import { withAllBelow } from '../../simulator/world/stolen-parts.js';
import { compareRings, type LinkageFigures } from './b-cubed.js';

/** Smaller parts are not followed (P-TRACE). */
const LEAST_SATANG = 50_000;
/** As deep as most trails are traced. */
const DEEPEST_HOP = 3;

/**
 * By what cases are linked: by the accounts that victims paid, by all accounts that the money reached,
 * each also together with what the complaints name beside them. The product links by the accounts
 * paid and contacts; the two with accounts reached say what trails would add.
 */
export const LINKED_BY = [
  'accounts paid',
  'accounts reached',
  'accounts paid and contacts',
  'accounts reached and contacts',
] as const;

/** What was measured in one world, for each kind of keys. */
export type Linkage = Readonly<Record<(typeof LINKED_BY)[number], LinkageFigures>>;

/** So far around a case, and in so many cases, the product looks for its ring. */
const STEPS = 8;
const CASES = 300;

/** Measures how well the product's linkage finds the gangs of a world: cases of one gang belong together. */
export function measureLinkage(nation: Nation): Linkage {
  const truth = new Map(nation.complaints.map(({ complaintId, theft }) => [complaintId, `gang-${theft.gang}`]));
  const contacts = nation.contacts.map(({ complaintId, kind, value }) => ({
    caseId: complaintId,
    kind,
    key: value,
    onTrail: false,
  }));
  const [paid, reached] = [keysOf(nation, 0), keysOf(nation, DEEPEST_HOP)];
  return {
    'accounts paid': figuresOf(truth, paid),
    'accounts reached': figuresOf(truth, reached),
    'accounts paid and contacts': figuresOf(truth, [...paid, ...contacts]),
    'accounts reached and contacts': figuresOf(truth, [...reached, ...contacts]),
  };
}

/** As in the product, each case is looked at by its own keys and those of the cases around it. */
function figuresOf(truth: ReadonlyMap<string, string>, keys: readonly CaseKey[]): LinkageFigures {
  const ofCase = grouped(keys, ({ caseId }) => caseId);
  const ofKey = grouped(keys, nameOf);
  const sharing = (caseId: string) =>
    (ofCase.get(caseId) ?? []).flatMap((key) => (ofKey.get(nameOf(key)) ?? []).map((other) => other.caseId));
  return compareRings(truth, (caseId) => {
    const around = new Set([caseId]);
    for (let [step, newest] = [0, [caseId]]; step < STEPS && newest.length > 0; step += 1) {
      newest = [...new Set(newest.flatMap(sharing))].filter((id) => !around.has(id)).slice(0, CASES - around.size);
      for (const id of newest) around.add(id);
    }
    return (
      ringOf(
        caseId,
        [...around].flatMap((id) => ofCase.get(id) ?? []),
      )?.caseIds ?? [caseId]
    );
  });
}

function nameOf({ kind, key }: CaseKey): string {
  return `${kind} ${key}`;
}

function grouped(keys: readonly CaseKey[], by: (key: CaseKey) => string): Map<string, CaseKey[]> {
  const groups = new Map<string, CaseKey[]>();
  for (const key of keys) {
    const group = groups.get(by(key));
    if (group === undefined) groups.set(by(key), [key]);
    else group.push(key);
  }
  return groups;
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
    return [...new Set(reached)].map((key) => ({ caseId: complaintId, kind: 'account', key, onTrail: false }));
  });
}
