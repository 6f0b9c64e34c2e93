/** A key that a case has; cases with one key have something exact in common. */
export interface CaseKey {
  caseId: string;
  kind: string;
  key: string;
}

/** Two cases of a ring, and the kinds of keys that they share. */
interface RingLink {
  caseIds: readonly [string, string];
  kinds: readonly string[];
}

/** The cases that seem to be the work of one ring, with what connects them. */
export interface Ring {
  /** In order of id; the case that was asked about is among them. */
  caseIds: readonly string[];
  links: readonly RingLink[];
}

/** The version of this way to find rings. */
export const RING_MODEL = 'ring-1';

/** Keys that one person or ring has for itself; one of them connects two cases. */
const STRONG = new Set(['account', 'person', 'device', 'wallet']);

/** A key that more cases have is a hub, such as a shop: it says nothing of who belongs together. */
export const HUB_CASES_MAX = 20;

/**
 * Finds the ring of a case: two cases are connected by one strong key, or by two keys of any kind;
 * hubs do not count. Cases that are connected through others belong to it too. Null when the case
 * is connected with none.
 */
export function ringOf(caseId: string, keys: readonly CaseKey[]): Ring | null {
  const links = connections(keys);
  const reached = new Set([caseId]);
  for (let grew = true; grew;) {
    const before = reached.size;
    for (const { caseIds } of links)
      if (caseIds.some((id) => reached.has(id))) caseIds.forEach((id) => reached.add(id));
    grew = reached.size > before;
  }
  if (reached.size === 1) return null;
  return {
    caseIds: [...reached].sort(),
    links: links.filter(({ caseIds }) => caseIds.every((id) => reached.has(id))),
  };
}

function connections(keys: readonly CaseKey[]): RingLink[] {
  const byKey = new Map<string, { kind: string; caseIds: Set<string> }>();
  for (const { kind, key, caseId } of keys) {
    const name = `${kind} ${key}`;
    const entry = byKey.get(name) ?? { kind, caseIds: new Set() };
    entry.caseIds.add(caseId);
    byKey.set(name, entry);
  }
  const pairs = new Map<string, { caseIds: [string, string]; kinds: string[]; isStrong: boolean }>();
  for (const { kind, caseIds } of byKey.values()) {
    if (caseIds.size > HUB_CASES_MAX) continue;
    const isStrong = STRONG.has(kind);
    for (const pair of pairsOf([...caseIds].sort())) {
      const entry = pairs.get(pair.join(' ')) ?? { caseIds: pair, kinds: [], isStrong: false };
      entry.kinds.push(kind);
      entry.isStrong ||= isStrong;
      pairs.set(pair.join(' '), entry);
    }
  }
  return [...pairs.values()]
    .filter(({ kinds, isStrong }) => isStrong || kinds.length >= 2)
    .map(({ caseIds, kinds }) => ({ caseIds, kinds: [...new Set(kinds)].sort() }));
}

function pairsOf(ids: readonly string[]): [string, string][] {
  return ids.flatMap((one, at) => ids.slice(at + 1).map((other): [string, string] => [one, other]));
}
