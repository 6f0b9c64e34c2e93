/**
 * The tier that answers an appeal: first the centre (P-REL); when the holder asks again, the
 * police (P-POL).
 */
export type AppealTier = 'centre' | 'police';

/**
 * The state of an appeal. `received`: no officer has taken it up at its tier; after an answer it
 * may be `received` again at the next tier.
 */
export type AppealState = 'received' | 'under_review' | 'upheld' | 'partly_upheld' | 'refused';

/** A person's act on an appeal: `review` takes it up, the others answer it. */
export type AppealVerdict = 'review' | 'uphold' | 'uphold_in_part' | 'refuse';

/** Who brought an appeal: the holder, the institution, or the 1441-2 desk for the holder. */
export type AppealWay = 'holder' | 'institution' | 'desk';

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
}
