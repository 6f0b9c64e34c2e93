import { complaintTime } from '../judgement/complaint-time.js';
import { findRule, numberParameter } from '../rulebook/in-force.js';
import type { CountingLaw } from '../deadlines/deadline-of.js';
import { after } from '../time.js';
import type { HoldKind } from './hold.js';

/** When the complaint of section 7 was taken, and when an inquiry officer accepted it (OFF-7C). */
export interface ComplaintClock {
  receivedAt: Date;
  statementAt: Date | null;
}

/**
 * Returns the power by which the money behind a hold is held at the next institution, or null when
 * a person must order there. A notice of section 6 that the hold rests on comes first. Section 7
 * reaches on while it still gives orders; an inquiry officer's order (OFF-7D), which carries a
 * hold of section 7 on, takes nothing from it. A hold that a person ordered (AOC-85B) does not
 * reach on: the next account needs its own evidence and its own decision.
 */
export function powerOnward(
  hold: { kind: HoldKind; restsOnNotice: boolean },
  clock: ComplaintClock | null,
  law: CountingLaw,
): 'section6' | 'section7' | null {
  if (hold.restsOnNotice) return 'section6';
  const isSection7 = hold.kind === 'section7' || hold.kind === 'continue_order';
  return isSection7 && section7GivesOrders(clock, law) ? 'section7' : null;
}

/**
 * Returns whether section 7 still gives new orders for a stolen sum: a holder upholds a complaint
 * (`clock`, else null), and the seven days since then (P-EXP) are not over. Money that is found
 * later an officer orders (AOC-85B), because nothing could carry a hold of section 7 on any more
 * (OFF-7D, LIFT-7E).
 */
export function section7GivesOrders(clock: ComplaintClock | null, { rulebook, now }: CountingLaw): boolean {
  if (clock === null) return false;
  const complainedAt = complaintTime(clock, { rulebook, now });
  const rule = findRule(rulebook, 'P-EXP', now);
  if (complainedAt === null || rule === undefined) return true;
  return now < after(complainedAt, numberParameter(rule, 'statementMs'));
}
