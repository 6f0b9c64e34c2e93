import type { Actor, Role } from '../freeze-request/freeze-request.js';
import type { HoldState } from '../hold/hold.js';
import type { Satang } from '../money.js';
import { type Refusal, type Result, ok, refuse } from '../result.js';
import type { AppealFacts, AppealReason, AppealState, AppealTier, AppealVerdict } from './appeal.js';
import { OPEN_APPEAL_STATES, mayChangeAppeal } from './appeal-state.js';
import { overRefusal } from './file-appeal.js';
import { type PartTaken, personsWithAPart } from './part-in-hold.js';

/** A person's act on an appeal, as the domain judges it. */
export interface AppealAct {
  verdict: AppealVerdict;
  /** Needed with every answer. */
  reason: AppealReason;
  /** With `uphold_in_part`: what stays held. */
  keepSatang: Satang | null;
}

/** The hold that an appeal is about. */
export interface AppealedHold {
  state: HoldState;
  heldSatang: Satang;
  /** What persons did with the hold. */
  parts: readonly PartTaken[];
}

/** The roles that answer at each tier: officers of the centre, then the police. */
const ROLES_OF_TIER: Readonly<Record<AppealTier, readonly Role[]>> = {
  centre: ['aoc_officer', 'aoc_supervisor'],
  police: ['inquiry_officer'],
};

const STATE_AFTER: Readonly<Record<AppealVerdict, AppealState>> = {
  review: 'under_review',
  uphold: 'upheld',
  uphold_in_part: 'partly_upheld',
  refuse: 'refused',
};

/**
 * Decides what a person's act does to an appeal. A person may not judge a hold that the person had
 * a part in, nor hear an appeal again after answering it at another tier or in an earlier round.
 * Refusals, in the order they are looked for: `APPEAL.ROLE`, `APPEAL.OWN_HOLD`, `APPEAL.ANSWERED`,
 * `APPEAL.OWN_ANSWER`, `HOLD.RELEASE_ORDERED`, `HOLD.ENDED`, `APPEAL.NO_REASON`, `APPEAL.PART`.
 */
export function answerAppeal(
  appeal: AppealFacts,
  hold: AppealedHold,
  actor: Actor,
  act: AppealAct,
): Result<{ state: AppealState; role: Role }> {
  const role = ROLES_OF_TIER[appeal.tier].find((allowed) => actor.roles.includes(allowed));
  if (role === undefined) return refuse('APPEAL.ROLE', 'at this tier another office answers');
  if (personsWithAPart(hold.parts).has(actor.subject)) {
    return refuse('APPEAL.OWN_HOLD', 'who had a hand in the hold may not judge the appeal against it');
  }
  if (!OPEN_APPEAL_STATES.includes(appeal.state)) {
    return refuse('APPEAL.ANSWERED', `the appeal is ${appeal.state} already`);
  }
  if (appeal.answeredBy.includes(actor.subject)) {
    return refuse(
      'APPEAL.OWN_ANSWER',
      'who answered at an earlier tier or in an earlier round may not hear the appeal again',
    );
  }
  const ended = overRefusal(hold.state);
  if (ended !== null) return ended;
  const fault = act.verdict === 'review' ? null : (reasonFault(act.reason) ?? partFault(act, hold));
  if (fault !== null) return fault;
  const state = STATE_AFTER[act.verdict];
  if (state !== appeal.state && !mayChangeAppeal(appeal.state, state)) {
    throw new Error(`an answer cannot take an appeal from ${appeal.state} to ${state}`);
  }
  return ok({ state, role });
}

function reasonFault({ th = '', en = '' }: AppealReason): Refusal | null {
  if (th.trim() !== '' || en.trim() !== '') return null;
  return refuse('APPEAL.NO_REASON', 'an answer gives its reasons, in Thai or in English');
}

/**
 * Checks that the part that stays held is more than nothing and less than what is held: to let all
 * of it go is `uphold`, to let none of it go is `refuse`.
 */
function partFault({ verdict, keepSatang }: AppealAct, hold: AppealedHold): Refusal | null {
  if (verdict !== 'uphold_in_part') return null;
  if (keepSatang !== null && keepSatang > 0n && keepSatang < hold.heldSatang) return null;
  return refuse('APPEAL.PART', 'what stays held must be more than nothing and less than what the institution holds', {
    belowSatang: hold.heldSatang,
  });
}
