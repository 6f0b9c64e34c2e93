import type { Advice } from '../../advice/advice-data.js';
import type { Band } from '../../advice/band-mark.js';
import type { MoneyGraph, TrailView } from '../../api/schema.js';
import { accountName } from './account-state.js';

/** What the analysis says of the accounts of a trail. */
export interface TrailAdvice {
  /** By node of the trail. Two masked accounts may look alike; both bands then stand at both. */
  readonly bands: ReadonlyMap<number, readonly Band[]>;
}

/**
 * Finds the advice that is in force on the accounts of a trail. An advice is of the account that the
 * part of the trail reached which it names; one that names none is left out.
 */
export function adviceOnTrail(graph: MoneyGraph, links: TrailView['links'], advice: readonly Advice[]): TrailAdvice {
  const hopOf = new Map(links.map(({ partId, hop }) => [partId, hop]));
  const nodeOf = new Map(graph.accounts.map((account) => [`${accountName(account)} ${account.hop}`, account.node]));
  const bands = new Map<number, Band[]>();
  for (const { kind, isValid, account, partId, band } of advice) {
    if (!isValid || account === null || partId === null) continue;
    const node = nodeOf.get(`${accountName(account)} ${hopOf.get(partId)}`);
    if (node === undefined) continue;
    if (kind === 'hop_risk') bands.set(node, [...(bands.get(node) ?? []), band]);
  }
  return { bands };
}
