import type { LinkKind } from '../../domain/link/subject.js';
import { communitiesOf } from './communities.js';

/** A key that a case has; cases with one key have something exact in common. */
export interface CaseKey {
  caseId: string;
  kind: LinkKind;
  key: string;
  /** An account that only the trail reached: gangs share cashiers, so it connects no cases. */
  onTrail: boolean;
}

/** Two cases of a ring, and the kinds of keys that they share. */
interface RingLink {
  caseIds: readonly [string, string];
  kinds: readonly LinkKind[];
}

/** The cases that seem to be the work of one ring, with what connects them. */
export interface Ring {
  /** In order of id; the case that was asked about is among them. */
  caseIds: readonly string[];
  links: readonly RingLink[];
}

/** The version of this way to find rings. */
export const RING_MODEL = 'ring-2';

/** Keys that one person or ring has for itself. */
const STRONG = new Set(['account', 'person', 'device', 'wallet']);
/** What others can borrow or show falsely counts half of what a strong key does. */
const WEIGHTS = { strong: 1, supporting: 0.5 } as const;
/** Below 1, so that a gang of dozens of cases stays one community in a few hundred. */
const RESOLUTION = 0.5;

/** A key that more cases have is a hub, such as a shop: it says nothing of who belongs together. */
export const HUB_CASES_MAX = 20;

/** A key that cases share, and what it counts. */
interface SharedKey {
  kind: LinkKind;
  caseIds: readonly string[];
  weight: number;
}

/**
 * Finds the ring of a case: the community of cases around it that share most keys with each other,
 * as far as it does not hang on one key that others can borrow. Hubs do not count. Null when nobody
 * else is left.
 */
export function ringOf(caseId: string, keys: readonly CaseKey[]): Ring | null {
  const shared = sharedKeys(keys);
  const pairs = pairsBy(shared);
  const members = communitiesOf([...pairs.values()], RESOLUTION).find((one) => one.includes(caseId)) ?? [];
  const ring = holdingTogether(caseId, members, shared);
  if (ring.size < 2) return null;
  return {
    caseIds: [...ring].sort(),
    links: [...pairs.values()]
      .filter(({ ends }) => ends.every((id) => ring.has(id)))
      .map(({ ends, kinds }) => ({ caseIds: ends, kinds: [...new Set(kinds)].sort() })),
  };
}

function sharedKeys(keys: readonly CaseKey[]): SharedKey[] {
  const byKey = new Map<string, { kind: LinkKind; caseIds: Set<string> }>();
  for (const { kind, key, caseId, onTrail } of keys) {
    if (onTrail) continue;
    const name = `${kind} ${key}`;
    const entry = byKey.get(name) ?? { kind, caseIds: new Set() };
    entry.caseIds.add(caseId);
    byKey.set(name, entry);
  }
  return [...byKey.values()]
    .filter(({ caseIds }) => caseIds.size >= 2 && caseIds.size <= HUB_CASES_MAX)
    .map(({ kind, caseIds }) => ({
      kind,
      caseIds: [...caseIds].sort(),
      weight: STRONG.has(kind) ? WEIGHTS.strong : WEIGHTS.supporting,
    }));
}

interface Pair {
  ends: [string, string];
  kinds: LinkKind[];
  weight: number;
}

function pairsBy(shared: readonly SharedKey[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { kind, caseIds, weight } of shared) {
    for (const ends of pairsOf(caseIds)) {
      const pair = pairs.get(ends.join(' ')) ?? { ends, kinds: [], weight: 0 };
      pair.kinds.push(kind);
      pair.weight += weight;
      pairs.set(ends.join(' '), pair);
    }
  }
  return pairs;
}

/** Returns the members that stay with a case when each single borrowed key that a part hangs on is cut. */
function holdingTogether(caseId: string, members: readonly string[], shared: readonly SharedKey[]): Set<string> {
  const community = new Set(members);
  const keys = shared
    .map((key) => ({ ...key, caseIds: key.caseIds.filter((id) => community.has(id)) }))
    .filter(({ caseIds }) => caseIds.length >= 2);
  const holds = keys.filter(
    (key) =>
      key.weight >= WEIGHTS.strong ||
      connected(
        key.caseIds[0] ?? '',
        keys.filter((one) => one !== key),
      ).size === community.size,
  );
  return connected(caseId, holds);
}

/** Returns the cases that keys connect with a case, through others too. */
function connected(caseId: string, keys: readonly SharedKey[]): Set<string> {
  const reached = new Set([caseId]);
  for (let grew = true; grew;) {
    const before = reached.size;
    for (const { caseIds } of keys)
      if (caseIds.some((id) => reached.has(id))) for (const id of caseIds) reached.add(id);
    grew = reached.size > before;
  }
  return reached;
}

function pairsOf(ids: readonly string[]): [string, string][] {
  return ids.flatMap((one, at) => ids.slice(at + 1).map((other): [string, string] => [one, other]));
}
