import { type HoldToLetGo, mayLetGo } from '../../freeze-request/who-may-release.js';
import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { type Satang, minSatang } from '../../money.js';
import { type Result, refuse } from '../../result.js';
import type { Rulebook } from '../../rulebook/in-force.js';

/** A hold of which a part shall be released. */
export interface ReducibleHold extends HoldToLetGo {
  heldSatang: Satang;
  expiresAt: Date;
  /** The amount of its newest order: an order for less may be under way. */
  newestRequestedSatang: Satang;
}

/**
 * Decides whether a person may release a part of a held amount alone, and in which role. One
 * officer is enough, as for the whole amount (P-APP). The institution must have confirmed the hold
 * first, because a new order fixes what stays held; once the time of the hold is over all of it is let
 * go. Refusals, in the order of the checks: those of `mayLetGo`, `HOLD.ENDED`, `HOLD.NOT_CONFIRMED`,
 * `HOLD.PART`.
 */
export function mayReleaseInPart(
  hold: ReducibleHold,
  keepSatang: Satang,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  const allowed = mayLetGo(hold, actor, rulebook, now);
  if (!allowed.ok) return allowed;
  if (hold.expiresAt <= now) return refuse('HOLD.ENDED', 'the time of the hold is over, and all of it is let go');
  if (hold.state !== 'held' && hold.state !== 'partly_held') {
    return refuse(
      'HOLD.NOT_CONFIRMED',
      'the institution has not confirmed yet what it holds: let all of it go, or wait',
    );
  }
  const belowSatang = minSatang(hold.heldSatang, hold.newestRequestedSatang);
  if (keepSatang > 0n && keepSatang < belowSatang) return allowed;
  return refuse('HOLD.PART', 'what stays held must be more than nothing and less than what is held, or ordered to be', {
    belowSatang,
  });
}
