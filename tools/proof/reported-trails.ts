import type { History } from '../../src/analysis/features/history.js';
import type { Transfer } from '../../src/analysis/observed.js';
import { traceTaint } from '../../src/analysis/trace/taint.js';

/** A transfer on the trail of a complaint. */
interface ReportedHop {
  transfer: Transfer;
  /** 0 for what the victim reports; then the steps from the account that the victim paid. */
  hop: number;
  /** When the centre knows it, in epoch milliseconds. */
  knownAt: number;
}

/**
 * Returns what institutions report on the trail of a complaint, up to three hops, with the moment
 * from which the centre knows it. What the victim reports is known with the complaint. Each further
 * hop is told by the institution of the account before it, `answerMs` after the one before.
 * `transfers` are those of the history, in its order.
 */
export function reportedTrail(
  complaint: { at: number; stolen: readonly Transfer[] },
  history: History,
  transfers: readonly Transfer[],
  answerMs: number,
): ReportedHop[] {
  const own = complaint.stolen.map((transfer) => ({ transfer, hop: 0, knownAt: complaint.at }));
  const trace = traceTaint({ stolen: complaint.stolen }, history, Infinity);
  const followed = (trace?.carrying ?? []).flatMap(({ place, from, at }): ReportedHop[] => {
    const transfer = transfers[place];
    const before = trace?.reached.get(from);
    if (transfer === undefined || before === undefined) return [];
    const hop = before.hop + 1;
    return [{ transfer, hop, knownAt: Math.max(complaint.at, at) + (hop + 1) * answerMs }];
  });
  return [...own, ...followed];
}

/** Returns the transfers of trails that the centre knows at an instant (epoch ms), each once. */
export function knownTransfers(trails: readonly (readonly ReportedHop[])[], asOf: number): Transfer[] {
  const known = new Map<string, Transfer>();
  for (const trail of trails) {
    for (const { transfer, knownAt } of trail) if (knownAt <= asOf) known.set(transfer.id, transfer);
  }
  return [...known.values()];
}
