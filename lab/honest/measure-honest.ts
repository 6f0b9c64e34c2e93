import { HOUR_MS } from '../../src/domain/time.js';
import type { Nation } from '../../simulator/world/nation.js';
import { playPolicy, prepareBench } from '../bench/play.js';
import { type Policy, policiesOf } from '../bench/policies.js';
import { GROUPS, type Group, measureReleases } from '../bench/releases.js';

/** One way to set the rule by which money is followed into accounts, and what it is called. */
interface Proposal {
  title: string;
  /** The row of the rulebook that it changes; null: the law as it is. */
  row: string | null;
  changes: Partial<Pick<Policy, 'trace' | 'evidenceFromHop'>>;
}

/** What is tried: the law as it is, and one thing changed at a time. */
export const PROPOSALS: readonly Proposal[] = [
  { title: 'as the rows are', row: null, changes: {} },
  {
    title: 'parts of 2,000 baht and more',
    row: 'P-TRACE minSatang 200000',
    changes: { trace: { minSatang: 200_000 } },
  },
  {
    title: 'parts of 10,000 baht and more',
    row: 'P-TRACE minSatang 1000000',
    changes: { trace: { minSatang: 1_000_000 } },
  },
  {
    title: 'what left within 24 hours',
    row: 'P-TRACE maxDebitAgeMs 24 h',
    changes: { trace: { maxDebitAgeMs: 24 * HOUR_MS } },
  },
  {
    title: 'what left within 6 hours',
    row: 'P-TRACE maxDebitAgeMs 6 h',
    changes: { trace: { maxDebitAgeMs: 6 * HOUR_MS } },
  },
  {
    title: 'what left within 1 hour',
    row: 'P-TRACE maxDebitAgeMs 1 h',
    changes: { trace: { maxDebitAgeMs: HOUR_MS } },
  },
  { title: 'two hops', row: 'P-TRACE maxHops 2', changes: { trace: { maxHops: 2 } } },
  { title: 'one hop', row: 'P-TRACE maxHops 1', changes: { trace: { maxHops: 1 } } },
  {
    title: 'from the second hop on by evidence',
    row: 'P-TRACE evidenceFromHop 2',
    changes: { evidenceFromHop: 2 },
  },
  {
    title: 'from the first hop on by evidence',
    row: 'P-TRACE evidenceFromHop 1',
    changes: { evidenceFromHop: 1 },
  },
];

/** What a proposal does to those without guilt, and what is saved, in one world. */
export interface HonestFigures {
  /** Held at mules and digital-asset operators, of what was stolen. */
  savedShare: number;
  /** Of 1,000 innocent accounts of a group, those that had money held. */
  heldOfThousand: Readonly<Record<Group, number>>;
  /** Hours until money is let go by the rules alone; null where nothing was held. */
  hours: Readonly<Record<Group, number | null>>;
  bahtHoursPerBahtSaved: number;
  /** Of the holds at forwarders, those at the account that a victim paid, where no trail was followed; null of none. */
  paidByVictim: number | null;
}

/** Plays one live trace under each proposal over the same complaints of a world, in their order. */
export function measureHonest(nation: Nation): HonestFigures[] {
  const bench = prepareBench(nation);
  const trace = policiesOf().find(({ id }) => id === 'trace');
  if (trace === undefined) throw new Error('there is no policy of one live trace');
  return PROPOSALS.map(({ changes }) => {
    const played = playPolicy(bench, { ...trace, scoresHolds: false, ...changes });
    const atForwarders = played
      .flatMap(({ holds }) => holds)
      .filter(({ account }) => account.role === 'forwarder' && !nation.truth.muleKeys.has(account.key));
    const stolen = played.reduce((total, { stolenSatang }) => total + stolenSatang, 0);
    const saved = played
      .flatMap(({ holds }) => holds)
      .filter(({ account }) => nation.truth.muleKeys.has(account.key) || account.role === 'exchange')
      .reduce((total, { heldSatang }) => total + heldSatang, 0);
    const { groups, bahtHoursPerBahtSaved } = measureReleases(bench, played).none;
    const by = <T>(of: (group: Group) => T) =>
      Object.fromEntries(GROUPS.map((group) => [group, of(group)])) as Record<Group, T>;
    return {
      savedShare: stolen === 0 ? 0 : saved / stolen,
      heldOfThousand: by((group) => (1_000 * groups[group].held) / Math.max(1, groups[group].accounts)),
      hours: by((group) => groups[group].hoursToRelease),
      bahtHoursPerBahtSaved,
      paidByVictim:
        atForwarders.length === 0 ? null : atForwarders.filter(({ hop }) => hop === 0).length / atForwarders.length,
    };
  });
}
