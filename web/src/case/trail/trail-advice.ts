import type { Advice } from '../../advice/advice-data.js';
import type { Band } from '../../advice/band-mark.js';
import type { MoneyGraph, TrailView } from '../../api/schema.js';
import { accountName } from './account-state.js';

/** Where the analysis says that money which lies in an account may go on. */
export interface NextHop {
  readonly adviceId: string;
  /** The node of the trail where the money lies. */
  readonly from: number;
  readonly to: NonNullable<Advice['toAccount']>;
  /** The node of that account where money has gone there from `from` before; undefined: none has. */
  readonly toNode: number | undefined;
  /** 0 to 1. */
  readonly share: number;
}

/** What the analysis says of the accounts of a trail. */
export interface TrailAdvice {
  /** By node of the trail. Two masked accounts may look alike; both bands then stand at both. */
  readonly bands: ReadonlyMap<number, readonly Band[]>;
  readonly nextHops: readonly NextHop[];
}

/** So many next hops of one account stand on the trail; the list below it has all. */
const NEXT_OF_ACCOUNT = 2;

/**
 * Finds the advice that is in force on the accounts of a trail. An advice is of the account that the
 * part of the trail reached which it names; one that names none is left out.
 */
export function adviceOnTrail(graph: MoneyGraph, links: TrailView['links'], advice: readonly Advice[]): TrailAdvice {
  const hopOf = new Map(links.map(({ partId, hop }) => [partId, hop]));
  const nodeOf = new Map(graph.accounts.map((account) => [`${accountName(account)} ${account.hop}`, account.node]));
  const paid = new Set(graph.transfers.map(({ from, to }) => `${from} ${to}`));
  const bands = new Map<number, Band[]>();
  const nextHops: NextHop[] = [];
  for (const { id, kind, isValid, account, partId, toAccount, band, score } of advice) {
    if (!isValid || account === null || partId === null) continue;
    const node = nodeOf.get(`${accountName(account)} ${hopOf.get(partId)}`);
    if (node === undefined) continue;
    if (kind === 'hop_risk') bands.set(node, [...(bands.get(node) ?? []), band]);
    const isMore = nextHops.filter(({ from }) => from === node).length >= NEXT_OF_ACCOUNT;
    if (kind === 'next_hop' && toAccount !== null && !isMore)
      nextHops.push({
        adviceId: id,
        from: node,
        to: toAccount,
        toNode: graph.accounts.find(
          (each) => accountName(each) === accountName(toAccount) && paid.has(`${node} ${each.node}`),
        )?.node,
        share: score,
      });
  }
  return { bands, nextHops };
}
