import { type AuditEvent, hashEvent, NO_HASH } from './hash-event.js';

export type ChainVerdict = { ok: true } | { ok: false; sequence: number; why: ChainFault };

export type ChainFault = 'OTHER_CHAIN' | 'GAP' | 'BROKEN_LINK' | 'CHANGED' | 'HEAD_DIFFERS';

/**
 * Checks one whole chain, its events in order of sequence: numbered from 1 without a gap, each
 * linked to the one before, each hash its own. A cut tail leaves a whole chain behind, so it shows
 * only against `head`: the chain's row in `audit_head`, or one under a signed checkpoint. The
 * verdict names the first event that is wrong or missing.
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
