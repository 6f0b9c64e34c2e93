import type { HoldKind } from '../hold/hold.js';

/** Orders that section 7 does not give by itself, so that a person must ask for them. */
export const ASKED_KINDS = [
  'aoc_suspension',
  'break_glass',
  'whole_account',
  'continue_order',
  'reinstatement',
] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

/**
 * Orders that need a person's approval: those that a person asks for, and the catch of a later
 * credit (P-RESID), which the system asks for when an institution reports the credit.
 */
export const FREEZE_REQUEST_KINDS = [
  'aoc_suspension',
  'continue_order',
  'whole_account',
  'break_glass',
  'residual',
  'reinstatement',
] as const;
export type FreezeRequestKind = (typeof FREEZE_REQUEST_KINDS)[number];

/**
 * Returns whether a request of this kind must name a hold: only a hold can go on, or come back
 * after a release by mistake.
 */
export function mustNameHold(kind: AskedKind): boolean {
  return kind === 'continue_order' || kind === 'reinstatement';
}

/** The requester of a catch. */
export const SYSTEM = 'system';

export const FREEZE_REQUEST_STATES = ['requested', 'half_approved', 'approved', 'refused', 'expired'] as const;
export type FreezeRequestState = (typeof FREEZE_REQUEST_STATES)[number];

export const ROLES = [
  'hotline_operator',
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'auditor',
  'administrator',
  'unfreeze_desk',
  'amlo_officer',
  'institution_user',
] as const;
export type Role = (typeof ROLES)[number];

/** The roles of the centre and of the authorities that work in it. */
export const CENTRE_ROLES = ROLES.filter((role) => role !== 'institution_user');

/** An acting person, as the token says. */
export interface Actor {
  /** Subject of the token: opaque, never a name. */
  subject: string;
  roles: readonly Role[];
  /** Slug of the institution that the person works for; null or absent: the person acts for the centre. */
  institution?: string | null;
  /** Keyed hash of the telephone number that the sign-in gives of the person, if it gives one. */
  phoneKey?: string | null;
}

/** What the domain needs of a freeze request to judge a decision. */
export interface FreezeRequestFacts {
  kind: FreezeRequestKind;
  state: FreezeRequestState;
  requestedBy: string;
  /** Who took the report, or a part of it in a later call. */
  takenBy: readonly string[];
  /** Of a reinstatement: the power of the hold that comes back, in whole or in part; else null. */
  bringsBack: HoldKind | null;
  /** Of a reinstatement: who released the hold, or a part of it. */
  releasedBy: readonly string[];
  /** An interest in the case became known of who asked: one more person must approve. */
  isMakerInterested: boolean;
  /** Those whose approval counts (`wordsThatCount`). */
  approvedBy: readonly string[];
  /** The roles in which they approved. */
  approvedAs: readonly Role[];
  evidenceHash: string;
  /** Hash of the holders whom the order would touch by the database as it is now. */
  blastRadiusSha256: string;
  expiresAt: Date;
}
