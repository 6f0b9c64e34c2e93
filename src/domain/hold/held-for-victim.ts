import type { HoldKind } from './hold.js';

/**
 * Returns whether a hold on the victim's transfer was the victim's, so that section 7 orders no
 * other one there. A hold of section 6 was not, if it ended before the complaint: the victim's own
 * notice then suspends the money anew. One that stood when the victim complained was, because from
 * then on section 7 could carry it on, and it ended with that known.
 */
export function wasHeldForVictim(hold: { kind: HoldKind; endedAt: Date | null }, complainedAt: Date): boolean {
  return hold.kind !== 'section6' || hold.endedAt === null || hold.endedAt >= complainedAt;
}
