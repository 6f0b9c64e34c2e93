/**
 * What the centre tells parties to do about a person, a wallet or a number, beside any single hold:
 * NBTC, to have numbers cut off (s.5 para 2, s.8/5(7)); every institution, of a person or wallet
 * that is listed (s.8/5(6), s.4/2), and of its delisting.
 */
export const DIRECTIVE_KINDS = ['telecom', 'list', 'delist'] as const;
export type DirectiveKind = (typeof DIRECTIVE_KINDS)[number];

export type DirectiveState = 'requested' | 'approved' | 'refused';

/**
 * Who may be listed: a person by a citizen id or juristic number of 13 digits, or a wallet by its
 * address.
 */
export const LISTED_KINDS = ['citizen', 'juristic', 'wallet'] as const;
export interface ListedSubject {
  kind: (typeof LISTED_KINDS)[number];
  value: string;
}

/** Telephone numbers of one case, as it was told them. */
export interface NumbersSubject {
  kind: 'numbers';
  values: string[];
}

/** The rule that gives the power. A listing ends by the same section that it rests on. */
export const RULE_OF_DIRECTIVE = { telecom: 'NBTC-5', list: 'LIST-42', delist: 'LIST-42' } as const;
