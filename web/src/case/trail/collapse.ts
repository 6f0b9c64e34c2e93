import type { MoneyGraph, WhatBecame } from '../../api/schema.js';
import { sumSatang } from '../../format/money.js';

/** An account of the picture, or all accounts of one institution on one hop. */
export type Collapsed = MoneyGraph['accounts'][number] & {
  readonly accounts: number;
  /** The nodes that the box stands for, its own among them. */
  readonly nodes: readonly number[];
};
/** A trail whose accounts may stand for several. */
export type CollapsedGraph = Omit<MoneyGraph, 'accounts'> & { readonly accounts: readonly Collapsed[] };

/** Returns the trail as it was at an instant: without later transfers. */
export function upTo(graph: MoneyGraph, untilMs: number): MoneyGraph {
  const transfers = graph.transfers.filter(({ transferredAt }) => Date.parse(transferredAt) <= untilMs);
  const reached = new Set(transfers.flatMap(({ from, to }) => [from, to]));
  return { ...graph, transfers, accounts: graph.accounts.filter(({ node }) => reached.has(node)) };
}

/** Returns the trail with a box of its own for each account. */
export function asItIs(graph: MoneyGraph): CollapsedGraph {
  return { ...graph, accounts: graph.accounts.map((account) => ({ ...account, accounts: 1, nodes: [account.node] })) };
}

/**
 * Puts the accounts of one institution on one hop into one box, and the transfers between two boxes
 * into one ribbon. Sums stay whole; transfers within a box are left out.
 */
export function byBank(graph: MoneyGraph): CollapsedGraph {
  const groups = new Map<string, MoneyGraph['accounts']>();
  for (const account of graph.accounts) {
    const key = `${account.hop} ${account.institution}`;
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  const boxOf = new Map<number, number>();
  const accounts = [...groups.values()].flatMap((group): Collapsed[] => {
    const [first] = group;
    if (first === undefined) return [];
    for (const { node } of group) boxOf.set(node, first.node);
    const fields = Object.keys(first.became) as (keyof WhatBecame)[];
    const became = Object.fromEntries(
      fields.map((field) => [field, sumSatang(group.map((account) => account.became[field]))]),
    ) as WhatBecame;
    const receivedSatang = sumSatang(group.map((account) => account.receivedSatang));
    return [{ ...first, became, receivedSatang, accounts: group.length, nodes: group.map(({ node }) => node) }];
  });
  const place = (node: number | null) => (node === null ? null : (boxOf.get(node) ?? node));
  const merged = new Map<string, MoneyGraph['transfers'][number]>();
  for (const transfer of graph.transfers) {
    const [from, to] = [place(transfer.from), place(transfer.to)];
    if (from === to && from !== null) continue;
    const key = `${from} ${to} ${to === null ? transfer.offRail : ''}`;
    const before = merged.get(key);
    merged.set(key, {
      ...(before ?? transfer),
      from,
      to,
      amountSatang: sumSatang([transfer.amountSatang, before?.amountSatang ?? '0']),
      attributedSatang: sumSatang([transfer.attributedSatang, before?.attributedSatang ?? '0']),
    });
  }
  return { ...graph, accounts, transfers: [...merged.values()] };
}
