import type { CaseKey } from '../../src/analysis/linkage/ring.js';
import type { Nation } from '../../simulator/world/nation.js';
import { compareRings, type LinkageFigures } from './b-cubed.js';
import { accountKeys, contactKeys, KnownKeys } from './known-keys.js';

/** As deep as most trails are traced. */
const DEEPEST_HOP = 3;

/**
 * By what cases are linked, and when it is asked. By the accounts that victims paid, by all accounts
 * that the money reached, and by either together with what the complaints name beside them: when
 * each case comes, from the cases until then. The product links by the accounts paid and contacts,
 * and asks when a case comes; the last row asks again when all cases have come.
 */
export const LINKED_BY = [
  'accounts paid',
  'accounts reached',
  'accounts paid and contacts',
  'accounts reached and contacts',
  'accounts paid and contacts, asked again at the end',
] as const;

/** What was measured in one world, for each kind of keys. */
export type Linkage = Readonly<Record<(typeof LINKED_BY)[number], LinkageFigures>>;

/** Measures how well the product's linkage finds the gangs of a world: cases of one gang belong together. */
export function measureLinkage(nation: Nation): Linkage {
  const [paid, reached, contacts] = [accountKeys(nation, 0), accountKeys(nation, DEEPEST_HOP), contactKeys(nation)];
  return {
    'accounts paid': figuresOf(nation, paid, 'arrival'),
    'accounts reached': figuresOf(nation, reached, 'arrival'),
    'accounts paid and contacts': figuresOf(nation, [...paid, ...contacts], 'arrival'),
    'accounts reached and contacts': figuresOf(nation, [...reached, ...contacts], 'arrival'),
    'accounts paid and contacts, asked again at the end': figuresOf(nation, [...paid, ...contacts], 'end'),
  };
}

function figuresOf({ complaints, endsAt }: Nation, keys: readonly CaseKey[], asked: 'arrival' | 'end'): LinkageFigures {
  const truth = new Map(complaints.map(({ complaintId, theft }) => [complaintId, `gang-${theft.gang}`]));
  const cameAt = new Map(complaints.map(({ complaintId, at }) => [complaintId, at]));
  const known = new KnownKeys(complaints, keys);
  const askedAt = (caseId: string) => (asked === 'end' ? endsAt : (cameAt.get(caseId) ?? endsAt));
  return compareRings(truth, (caseId) => known.ringOf(caseId, askedAt(caseId)), asked);
}
