/**
 * The tier that answers an appeal: first the centre (P-REL); when the holder asks again, the
 * police (P-POL). `authority`: who found for the holder does not hold the power of the hold, so that
 * the finding waits for a person who does.
 */
export const APPEAL_TIERS = ['centre', 'police', 'authority'] as const;
export type AppealTier = (typeof APPEAL_TIERS)[number];

/**
 * The state of an appeal. `received`: no officer has taken it up at its tier; after an answer it
 * may be `received` again at the next tier.
 */
export const APPEAL_STATES = ['received', 'under_review', 'upheld', 'partly_upheld', 'refused'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

/** A person's act on an appeal: `review` takes it up, the others answer it. */
export const APPEAL_VERDICTS = ['review', 'uphold', 'uphold_in_part', 'refuse'] as const;
export type AppealVerdict = (typeof APPEAL_VERDICTS)[number];

/**
 * An act on an appeal as it is kept. `forward`: the person found for the holder, in full or in part,
 * and the finding went to the authority of the power.
 */
export type KeptVerdict = AppealVerdict | 'forward';

/**
 * Who brought an appeal: the holder, the institution, or the 1441-2 desk for the holder. `finding`:
 * an officer who found for a holder further up the trail.
 */
export const APPEAL_WAYS = ['holder', 'institution', 'desk', 'finding'] as const;
export type AppealWay = (typeof APPEAL_WAYS)[number];

/** The reasons of an answer, in Thai, English or both. */
export interface AppealReason {
  th?: string | undefined;
  en?: string | undefined;
}

/** The facts of an appeal that the domain decides by. */
export interface AppealFacts {
  state: AppealState;
  tier: AppealTier;
  /** Subjects of persons who answered at earlier tiers or in earlier rounds of the same hold. */
  answeredBy: readonly string[];
  /** The tiers that answered it before. */
  answeredTiers: readonly AppealTier[];
}
