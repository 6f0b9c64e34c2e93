import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { mayAnswerFor, mayEndAs, type PowersOfHold, rolesThatEnd } from '../hold/end/end-of-power.js';
import type { HoldState } from '../hold/hold.js';
import type { Satang } from '../money.js';
import { type Refusal, type Result, ok, refuse } from '../result.js';
import type { Rulebook } from '../rulebook/in-force.js';
import type { AppealFacts, AppealReason, AppealState, AppealVerdict, KeptVerdict } from './appeal.js';
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
export interface AppealedHold extends PowersOfHold {
  state: HoldState;
  heldSatang: Satang;
  expiresAt: Date;
  /** What persons did with the hold. */
  parts: readonly PartTaken[];
}

/** The roles that answer at each tier: officers of the centre, the police, or who holds the power. */
function rolesOfTier({ tier }: AppealFacts, hold: AppealedHold, rulebook: Rulebook, now: Date): readonly string[] {
  if (tier === 'authority') return rolesThatEnd(hold, rulebook, now);
  return tier === 'centre' ? ['aoc_officer', 'aoc_supervisor'] : ['inquiry_officer'];
}

/** What an answer brings about. */
export interface AnswerEffect {
  /** The appeal's state now; `received` again where the finding is forwarded. */
  state: AppealState;
  /** The act as it is kept. */
  kept: KeptVerdict;
  role: Role;
  /** What the hold loses at once: all, its own power while another one lets it stand, or nothing. */
  ends: 'all' | 'own_power_alone' | 'nothing';
}

const STATE_AFTER: Readonly<Record<AppealVerdict, AppealState>> = {
  review: 'under_review',
  uphold: 'upheld',
  uphold_in_part: 'partly_upheld',
  refuse: 'refused',
};

/**
 * Decides what a person's act does to an appeal. A person may not judge a hold that the person had
 * a part in, nor hear an appeal again after answering it at another tier or in an earlier round. Who
 * finds for the holder and does not hold the power of the hold forwards that finding to who does. Who holds
 * the power that the hold goes by, and not every power beside it, ends the own one.
 * Refusals, in the order they are looked for: `APPEAL.ROLE`, `APPEAL.OWN_HOLD`, `APPEAL.ANSWERED`,
 * `APPEAL.OWN_ANSWER`, `HOLD.RELEASE_ORDERED`, `HOLD.ENDED`, `APPEAL.NO_REASON`, `APPEAL.PART`,
 * `APPEAL.POWER`.
 */
export function answerAppeal(
  appeal: AppealFacts,
  hold: AppealedHold,
  actor: Actor,
  act: AppealAct,
  { rulebook, now }: { rulebook: Rulebook; now: Date },
): Result<AnswerEffect> {
  const allowed = rolesOfTier(appeal, hold, rulebook, now);
  const role = actor.roles.find((one) => allowed.includes(one));
  if (role === undefined || !mayAnswerFor(hold, actor))
    return refuse('APPEAL.ROLE', 'at this tier another office answers');
  if (personsWithAPart(hold.parts).has(actor.subject)) {
    return refuse('APPEAL.OWN_HOLD', 'who had a hand in the hold or in the appeal may not judge it');
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
  const fault = act.verdict === 'review' ? null : (reasonFault(act.reason) ?? partFault(act, hold, now));
  if (fault !== null) return fault;
  const finds = act.verdict === 'uphold' || act.verdict === 'uphold_in_part';
  const may = finds ? mayEndAs(hold, role, rulebook, now) : 'nothing';
  const endsAtAuthority = appeal.tier === 'authority' && act.verdict === 'uphold' && may === 'own_power_alone';
  if (finds && may !== 'all' && !endsAtAuthority) return forwarded(appeal, act, role, may);
  // Where another power keeps the money, the holder has a part of what he asked for, and a tier left to ask.
  const state = changed(appeal, endsAtAuthority ? 'partly_upheld' : STATE_AFTER[act.verdict]);
  return ok({ state, kept: act.verdict, role, ends: act.verdict === 'uphold' ? may : 'nothing' });
}

/** What each verdict needs beside itself, as far as the hold lets it be filled in. */
const FILLED_IN = { reason: { en: 'to be given' } } as const;

/** An act that a person may want on an appeal. */
export interface AnswerOffered {
  verdict: AppealVerdict;
  /** Why not; null where `answerAppeal` takes it. */
  whyNot: Refusal | null;
  /** It ends nothing by itself: the finding goes to the authority of the power, which decides. */
  forwards: boolean;
}

/**
 * Returns, for each act that a person may want on an appeal, whether `answerAppeal` takes it with
 * reasons, and for a part with an amount below what is held.
 */
export function answersOffered(
  appeal: AppealFacts,
  hold: AppealedHold,
  actor: Actor,
  law: { rulebook: Rulebook; now: Date },
): AnswerOffered[] {
  return (['review', 'uphold', 'uphold_in_part', 'refuse'] as const).map((verdict) => {
    const keepSatang = verdict === 'uphold_in_part' ? hold.heldSatang - 1n : null;
    const judged = answerAppeal(appeal, hold, actor, { ...FILLED_IN, verdict, keepSatang }, law);
    return { verdict, whyNot: judged.ok ? null : judged, forwards: judged.ok && judged.value.kept === 'forward' };
  });
}

/** Sends a finding for the holder to the authority of the power, once in an appeal. */
function forwarded(
  appeal: AppealFacts,
  { verdict }: AppealAct,
  role: Role,
  may: 'own_power_alone' | 'nothing',
): Result<AnswerEffect> {
  if (appeal.tier === 'authority' || appeal.answeredTiers.includes('authority')) {
    return refuse(
      'APPEAL.POWER',
      'the power of this hold is another authority’s to end, and that authority decides it',
    );
  }
  return ok({
    state: changed(appeal, 'received'),
    kept: 'forward',
    role,
    ends: verdict === 'uphold' ? may : 'nothing',
  });
}

function changed(appeal: AppealFacts, state: AppealState): AppealState {
  if (state !== appeal.state && !mayChangeAppeal(appeal.state, state)) {
    throw new Error(`an answer cannot take an appeal from ${appeal.state} to ${state}`);
  }
  return state;
}

function reasonFault({ th = '', en = '' }: AppealReason): Refusal | null {
  if (th.trim() === '' && en.trim() === '') {
    return refuse('APPEAL.NO_REASON', 'an answer gives its reasons, in Thai or in English');
  }
  return null;
}

/**
 * Checks that the part that stays held is more than nothing and less than what is held: to let all
 * of it go is `uphold`, to let none of it go is `refuse`. Once its time is over all of it is let go.
 */
function partFault({ verdict, keepSatang }: AppealAct, hold: AppealedHold, now: Date): Refusal | null {
  if (verdict !== 'uphold_in_part') return null;
  if (hold.expiresAt <= now) return refuse('HOLD.ENDED', 'the time of the hold is over, and all of it is let go');
  if (keepSatang !== null && keepSatang > 0n && keepSatang < hold.heldSatang) return null;
  return refuse('APPEAL.PART', 'what stays held must be more than nothing and less than what the institution holds', {
    belowSatang: hold.heldSatang,
  });
}
