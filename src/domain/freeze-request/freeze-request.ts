/** Orders that section 7 does not give by itself and a person asks for. */
export type AskedKind = 'aoc_suspension' | 'continue_order' | 'whole_account' | 'break_glass';

/**
 * Orders that a person must want: those, and the catch of a later credit (P-RESID), which the
 * system asks for when an institution tells of one.
 */
export type FreezeRequestKind = AskedKind | 'residual';

/** Who asked for a catch. */
export const SYSTEM = 'system';

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
