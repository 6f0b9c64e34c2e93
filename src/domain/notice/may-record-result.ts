import { refuseOwnFiling } from '../appeal/part-in-hold.js';
import type { Actor } from '../freeze-request/freeze-request.js';
import type { HoldState } from '../hold/hold.js';
import { type Refusal, refuse } from '../result.js';
import { type OfficerResult, tooLateForHold, tooLateForOwnSuspension } from './officer-result.js';
import type { OwnSuspensionState } from './own-suspension.js';
import { type NoticeOffice, ROLE_OF_OFFICE } from './who-may-notify.js';
import { maySettle } from './who-may-settle.js';

/** What is suspended under section 6: by an institution itself, or by an order on a notice. */
export type Suspended = {
  /** What an officer found of it is on record. */
  isSettled: boolean;
} & (
  | { by: 'institution'; state: OwnSuspensionState; expiresAt: Date }
  | {
      by: 'order';
      state: HoldState;
      /** Ids of the notices that let it stand now. */
      standingNotices: readonly string[];
      /** The offices whose officers gave such notices. */
      offices: readonly NoticeOffice[];
      /** Who brought appeals against it for the holder. */
      filedBy: readonly string[];
    }
);

/** The officers who examine a suspicion (section 6 paragraph 3). */
const EXAMINERS: readonly string[] = Object.values(ROLE_OF_OFFICE);

/**
 * Returns why a person may not say now what was found of a suspension under section 6 (OFF-6C), or
 * null. Refusals, in the order of the checks: `APPROVAL.ROLE`, `SUSPENSION.SETTLED`,
 * `SUSPENSION.ENDED`, `SUSPENSION.OFFICE` for an officer of another office than gave the notice, and
 * `HOLD.OWN_FILING` for one who brought the holder's appeal and would lift.
 */
export function mayRecordResult(
  result: OfficerResult['result'],
  suspended: Suspended,
  actor: Actor,
  now: Date,
): Refusal | null {
  if (!actor.roles.some((role) => EXAMINERS.includes(role)))
    return refuse('APPROVAL.ROLE', 'an officer of the police, of DSI or of AMLO examines a suspicion');
  if (suspended.isSettled) return refuse('SUSPENSION.SETTLED', 'what the officer found is on record already');
  if (suspended.by === 'institution') return tooLateForOwnSuspension(suspended, now);
  return (
    tooLateForHold(suspended) ??
    maySettle(result, suspended.offices, actor.roles) ??
    (result === 'lifted' ? refuseOwnFiling(suspended.filedBy, actor) : null)
  );
}
