import type { Complaint } from './complaints.js';
import type { Random } from './random.js';

/** How a gang reached a victim, or what a bank saw its mule use, as a complaint names it. */
export interface Contact {
  complaintId: string;
  /** As the product names the keys of cases. */
  kind: 'phone' | 'line' | 'url' | 'device';
  value: string;
}

/**
 * For each kind: for how many thefts a gang uses one, how often a complaint names it, and how often
 * what it names is nothing of the gang, such as the number of a bank that was shown falsely, or a
 * market place. All are assumptions: nobody publishes such figures.
 */
const KINDS = [
  { kind: 'phone', uses: 6, named: 0.6, foreign: 0.15 },
  { kind: 'line', uses: 10, named: 0.5, foreign: 0.05 },
  { kind: 'url', uses: 14, named: 0.35, foreign: 0.15 },
  { kind: 'device', uses: 12, named: 0.4, foreign: 0.02 },
] as const;

/** So many things of no gang are named again and again. */
const FOREIGN = 12;

/** Makes up what the complaints of a world name beside accounts, in order of the complaints. */
export function makeContacts(complaints: readonly Complaint[], random: Random): readonly Contact[] {
  const inUse = new Map<string, { serial: number; usesLeft: number }>();
  return complaints.flatMap(({ complaintId, theft }) =>
    KINDS.flatMap(({ kind, uses, named, foreign }): Contact[] => {
      const name = `${kind} of gang ${theft.gang}`;
      const now = inUse.get(name) ?? { serial: 0, usesLeft: 0 };
      if (now.usesLeft <= 0) {
        now.serial += 1;
        now.usesLeft = 1 + random.poisson(uses - 1);
      }
      now.usesLeft -= 1;
      inUse.set(name, now);
      const isForeign = random.chance(foreign);
      const other = random.whole(1, FOREIGN);
      if (!random.chance(named)) return [];
      const value = isForeign ? `${kind} of nobody ${other}` : `${name}/${now.serial}`;
      return [{ complaintId, kind, value }];
    }),
  );
}
