import { accountKey } from '../party.js';
import type { TracedPart } from './traced-part.js';

/** Keys of the accounts from which stolen money came back to themselves, over any number of steps. */
export function accountsInCycles(parts: readonly Pick<TracedPart, 'from' | 'to'>[]): ReadonlySet<string> {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of parts) {
    if (to === null) continue;
    const targets = next.get(accountKey(from)) ?? new Set<string>();
    next.set(accountKey(from), targets.add(accountKey(to)));
  }
  return new Set([...next.keys()].filter((key) => reachable(next, key).has(key)));
}

function reachable(next: ReadonlyMap<string, ReadonlySet<string>>, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(next.get(start) ?? [])];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    waiting.push(...(next.get(key) ?? []));
  }
  return found;
}
