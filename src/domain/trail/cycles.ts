import { accountKey } from '../party.js';
import type { TracedPart } from './traced-part.js';

/**
 * Keys of the accounts from which stolen money came back to themselves, over any number of steps.
 */
export function accountsInCycles(parts: readonly Pick<TracedPart, 'from' | 'to'>[]): ReadonlySet<string> {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of parts) {
    if (to === null) continue;
    const targets = next.get(accountKey(from)) ?? new Set<string>();
    next.set(accountKey(from), targets.add(accountKey(to)));
  }
  const returned = [...next].filter(([key, targets]) => reachable(next, targets).has(key));
  return new Set(returned.map(([key]) => key));
}

function reachable(next: ReadonlyMap<string, ReadonlySet<string>>, targets: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...targets];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    waiting.push(...(next.get(key) ?? []));
  }
  return found;
}
