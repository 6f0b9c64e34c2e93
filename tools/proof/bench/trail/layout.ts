/** A payment from one account of the trail to another; accounts are numbered from 0. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly amountSatang: bigint;
  /** Minutes after the theft. */
  readonly minute: number;
}

/** The way of stolen money through accounts. */
export interface Layout {
  /** What the first account received from the victim. */
  readonly stolenSatang: bigint;
  /** In order of time. */
  readonly steps: readonly Step[];
  /** The number of accounts on the longest way, less one. */
  readonly hops: number;
}

const MOST_HOPS = 10;
const LEAST_IN_A_LAYER = 2;
/** What stays in each account, for the centre to hold. Half of it is still worth following. */
const KEPT_SATANG = 200_000n;
/** Every fifth account of a layer gets its money from two accounts of the layer before. */
const MERGE_EVERY = 5;

/**
 * Plans a trail through `accounts` accounts. The first spreads the money over a layer of accounts,
 * each layer passes it on to the next, over ten hops at most, and sometimes two accounts pay into
 * one. Each keeps the same amount.
 */
export function layOut(accounts: number): Layout {
  const layers = layersOf(accounts);
  const steps: Step[] = [];
  const passedOn = new Map<number, bigint>();
  const needOf = (account: number): bigint => KEPT_SATANG + (passedOn.get(account) ?? 0n);
  for (let layer = layers.length - 1; layer > 0; layer--) {
    const [payers, receivers] = [layers[layer - 1] ?? [], layers[layer] ?? []];
    for (const [index, to] of receivers.entries()) {
      const parents = parentsOf(index, payers);
      const share = needOf(to) / BigInt(parents.length);
      for (const [nth, from] of parents.entries()) {
        const amountSatang = nth === 0 ? needOf(to) - share * BigInt(parents.length - 1) : share;
        steps.push({ from, to, amountSatang, minute: layer * 3 });
        passedOn.set(from, (passedOn.get(from) ?? 0n) + amountSatang);
      }
    }
  }
  return { stolenSatang: needOf(0), steps: steps.sort((a, b) => a.minute - b.minute), hops: layers.length - 1 };
}

function layersOf(accounts: number): number[][] {
  const others = Array.from({ length: accounts - 1 }, (_, index) => index + 1);
  const count = Math.min(MOST_HOPS, Math.max(1, Math.floor(others.length / LEAST_IN_A_LAYER)));
  const layers: number[][] = [[0]];
  for (let layer = 0; layer < count; layer++) {
    const [begin, end] = [layer, layer + 1].map((at) => Math.round((others.length * at) / count));
    layers.push(others.slice(begin, end));
  }
  return layers.filter((layer) => layer.length > 0);
}

function parentsOf(index: number, payers: readonly number[]): number[] {
  const parents = [payers[index % payers.length]];
  if (payers.length > 1 && index % MERGE_EVERY === 0) parents.push(payers[(index + 1) % payers.length]);
  return parents.filter((parent) => parent !== undefined);
}
