/** Orders that section 7 does not give by itself and a person must want. */
export type FreezeRequestKind = 'aoc_suspension' | 'continue_order' | 'whole_account' | 'break_glass';

export type FreezeRequestState = 'requested' | 'half_approved' | 'approved' | 'refused' | 'expired';

export const ROLES = [
  'hotline_operator',
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** A person who acts, as the token says. */
export interface Actor {
  /** Subject of the token: opaque, never a name. */
  subject: string;
  roles: readonly Role[];
}

/** What the domain needs of a freeze request to judge a decision. */
export interface FreezeRequestFacts {
  kind: FreezeRequestKind;
  state: FreezeRequestState;
  requestedBy: string;
  intakeBy: string;
  approvedBy: readonly string[];
  evidenceHash: string;
  /** Hash of whom the order would touch, by the record as it is. */
  blastRadiusSha256: string;
  expiresAt: Date;
}
