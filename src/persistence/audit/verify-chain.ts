import { type AuditEvent, hashEvent, NO_HASH } from './hash-event.js';

/** The result of a check: `sequence` is the first event that is wrong or missing. */
export type ChainVerdict = { ok: true } | { ok: false; sequence: number; why: ChainFault };

/** What can be wrong with an event, or with the end of a chain (`HEAD_DIFFERS`). */
type ChainFault = 'OTHER_CHAIN' | 'GAP' | 'BROKEN_LINK' | 'CHANGED' | 'HEAD_DIFFERS';

/**
 * Checks one whole chain, given in order: its events are numbered from 1 without a gap, each names
 * the hash before it, and each hash is right. A chain whose last events were cut off is still
 * whole, so pass `head` (its row in `audit_head`, or its head in a signed checkpoint) to find
 * that.
 */
export function verifyChain(events: readonly AuditEvent[], head?: { sequence: number; hash: string }): ChainVerdict {
  let prevHash = NO_HASH;
  for (const [index, event] of events.entries()) {
    const sequence = index + 1;
    const why = findFault(event, sequence, prevHash, events[0]?.chain);
    if (why !== undefined) return { ok: false, sequence, why };
    prevHash = event.hash;
  }
  if (head !== undefined && (head.sequence !== events.length || head.hash !== prevHash)) {
    return { ok: false, sequence: Math.min(head.sequence, events.length) + 1, why: 'HEAD_DIFFERS' };
  }
  return { ok: true };
}

function findFault(
  event: AuditEvent,
  sequence: number,
  prevHash: string,
  chain: string | undefined,
): ChainFault | undefined {
  if (event.chain !== chain) return 'OTHER_CHAIN';
  if (event.sequence !== sequence) return 'GAP';
  if (event.prevHash !== prevHash) return 'BROKEN_LINK';
  return event.hash === hashEvent(event) ? undefined : 'CHANGED';
}
