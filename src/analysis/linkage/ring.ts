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
export const RING_MODEL = 'ring-3';

/** Keys that one person or ring has for itself. */
const OWN = new Set<LinkKind>(['person', 'device', 'wallet']);
/**
 * What a key counts between two cases. What others can borrow or show falsely counts half. An account
 * that victims paid counts least: gangs let victims pay honest traders, the same ones again and again,
 * so it chains gangs together.
 */
const WEIGHTS = { own: 1, account: 0.2, borrowed: 0.5 } as const;
/** Below 1, so that a gang of dozens of cases stays one community in a few hundred. */
const RESOLUTION = 0.5;

/** So many keys that others can have too bind a case to a ring. */
const LEAST_BOUND = 2;

/** A key that more cases have is a hub, such as a shop: it says nothing of who belongs together. */
export const HUB_CASES_MAX = 20;

/** A key that cases share. */
interface SharedKey {
  kind: LinkKind;
  caseIds: readonly string[];
}

/**
 * Finds the ring of a case: the community of cases around it that share most keys with each other,
 * each bound to the others by two keys or by one that a ring has for itself. Hubs do not count. Null
 * when nobody else is left.
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
    .map(({ kind, caseIds }) => ({ kind, caseIds: [...caseIds].sort() }));
}

interface Pair {
  ends: [string, string];
  kinds: LinkKind[];
  weight: number;
}

function pairsBy(shared: readonly SharedKey[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { kind, caseIds } of shared) {
    for (const ends of pairsOf(caseIds)) {
      const pair = pairs.get(ends.join(' ')) ?? { ends, kinds: [], weight: 0 };
      pair.kinds.push(kind);
      pair.weight += weightOf(kind);
      pairs.set(ends.join(' '), pair);
    }
  }
  return pairs;
}

function weightOf(kind: LinkKind): number {
  if (OWN.has(kind)) return WEIGHTS.own;
  return kind === 'account' ? WEIGHTS.account : WEIGHTS.borrowed;
}

/**
 * Returns the members that stay with a case. Whoever shares too little with those who stay is let go,
 * until nobody is. An account is enough for the case itself, because the others hold together
 * without it.
 */
function holdingTogether(caseId: string, members: readonly string[], shared: readonly SharedKey[]): Set<string> {
  for (let staying = new Set(members); ;) {
    const keys = shared
      .map(({ kind, caseIds }) => ({ kind, caseIds: caseIds.filter((id) => staying.has(id)) }))
      .filter(({ caseIds }) => caseIds.length >= 2);
    const bound = boundBy(caseId, keys);
    const left = [...staying].filter((id) => (bound.get(id) ?? 0) >= LEAST_BOUND);
    if (!left.includes(caseId)) return new Set();
    if (left.length === staying.size) return connected(caseId, withoutBridges(keys, staying.size));
    staying = new Set(left);
  }
}

/**
 * Leaves out each borrowed key that alone holds a part of so many cases to the others; where they are
 * not one part any more, all borrowed keys.
 */
function withoutBridges(keys: readonly SharedKey[], size: number): SharedKey[] {
  return keys.filter((key) => {
    if (key.kind === 'account' || OWN.has(key.kind)) return true;
    const others = keys.filter((one) => one !== key);
    return connected(key.caseIds[0] ?? '', others).size === size;
  });
}

/** Returns for each case how many keys bind it; one that is enough alone counts as two. */
function boundBy(asked: string, keys: readonly SharedKey[]): Map<string, number> {
  const bound = new Map<string, number>();
  for (const { kind, caseIds } of keys) {
    for (const id of caseIds) {
      const isEnough = OWN.has(kind) || (kind === 'account' && id === asked);
      bound.set(id, (bound.get(id) ?? 0) + (isEnough ? LEAST_BOUND : 1));
    }
  }
  return bound;
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
