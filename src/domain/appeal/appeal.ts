/**
 * Who answers an appeal: first the centre (P-REL); when the holder asks again, the police (P-POL).
 */
export type AppealTier = 'centre' | 'police';

/**
 * `received`: nobody has taken it up at its tier. An answer may be followed by `received` at the
 * next tier.
 */
export type AppealState = 'received' | 'under_review' | 'upheld' | 'partly_upheld' | 'refused';

/** What a person does with an appeal: takes it up, or answers it. */
export type AppealVerdict = 'review' | 'uphold' | 'uphold_in_part' | 'refuse';

/** Who brought it: the holder himself, his institution, or the 1441-2 desk for him. */
export type AppealWay = 'holder' | 'institution' | 'desk';

/** The reasons of an answer, in Thai, English or both. */
export interface AppealReason {
  th?: string | undefined;
  en?: string | undefined;
}

/** What the domain needs of an appeal. */
export interface AppealFacts {
  state: AppealState;
  tier: AppealTier;
  /** Who answered it at earlier tiers, or an earlier one against the same hold. */
  answeredBy: readonly string[];
}
