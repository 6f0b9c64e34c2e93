import type { FeedPosition } from '../../application/overview/read-event-feed.js';

const XID_MAX = 2n ** 64n - 1n;
const SEQUENCE_MAX = 2_147_483_647;

/**
 * Writes an event's position in the order of commits as a stream's `id`:
 * `<xid>-<chain>-<sequence>`.
 */
export function formatEventId({ xid, chain, sequence }: FeedPosition): string {
  return `${xid}-${chain}-${sequence}`;
}

/** Returns the position that a `Last-Event-ID` names, or undefined when the id is not ours. */
export function parseEventId(text: string): FeedPosition | undefined {
  const [, xid, chain, sequence] = /^([0-9]{1,20})-([0-9A-Za-z]{1,26})-([0-9]{1,10})$/.exec(text) ?? [];
  if (xid === undefined || chain === undefined || sequence === undefined) return undefined;
  return BigInt(xid) <= XID_MAX && Number(sequence) <= SEQUENCE_MAX
    ? { xid, chain, sequence: Number(sequence) }
    : undefined;
}

/** Returns whether `a` comes before `b` in the database's order. */
export function isBefore(a: FeedPosition, b: FeedPosition): boolean {
  const [xidA, xidB] = [BigInt(a.xid), BigInt(b.xid)];
  if (xidA !== xidB) return xidA < xidB;
  return a.chain === b.chain ? a.sequence < b.sequence : a.chain < b.chain;
}
