/**
 * The kinds of a directive, which the centre sends about a person, a wallet or a number beside any
 * hold: `telecom` has NBTC cut off numbers (s.5 para 2, s.8/5(7)) and `telecom_lift` has it give
 * their service back (s.5 para 3); `list` and `delist` inform every institution of a listed person
 * or wallet (s.8/5(6), s.4/2).
 */
export const DIRECTIVE_KINDS = ['telecom', 'telecom_lift', 'list', 'delist'] as const;
export type DirectiveKind = (typeof DIRECTIVE_KINDS)[number];

export type DirectiveState = 'requested' | 'approved' | 'refused';

/**
 * What may be listed: a person by an id of 13 digits, citizen or juristic, or a wallet address.
 */
export interface ListedSubject {
  kind: 'citizen' | 'juristic' | 'wallet';
  value: string;
}

/** Telephone numbers of one case, as they were reported. */
export interface NumbersSubject {
  kind: 'numbers';
  values: string[];
}

/**
 * The rule that gives the power. A delisting rests on the same section as its listing, a lifting on
 * that of the cut-off.
 */
export const RULE_OF_DIRECTIVE = {
  telecom: 'NBTC-5',
  telecom_lift: 'NBTC-5',
  list: 'LIST-42',
  delist: 'LIST-42',
} as const;

/** Who receives the messages of a directive: NBTC, or every institution that takes part. */
export const RECEIVERS_OF_DIRECTIVE = {
  telecom: 'nbtc',
  telecom_lift: 'nbtc',
  list: 'every_institution',
  delist: 'every_institution',
} as const satisfies Record<DirectiveKind, string>;

/** Returns whether a directive is a listing in force: approved, and not delisted. */
export function isListingInForce(directive: {
  kind: DirectiveKind;
  state: DirectiveState;
  delistedAt: Date | null;
}): boolean {
  return directive.kind === 'list' && directive.state === 'approved' && directive.delistedAt === null;
}
