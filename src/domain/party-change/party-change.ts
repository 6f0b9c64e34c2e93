import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { type Result, ok, refuse } from '../result.js';
import { refuseAsSecond } from '../second-person/second-person.js';

/** An Ed25519 public key (RFC 8037). A type alias, so that it is also a Node `JsonWebKey`. */
export type PublicJwk = { kty: string; crv: string; x: string; kid?: string; use?: string };

/** The state of a change of a party. */
export type PartyChangeState = 'requested' | 'approved' | 'refused';

/** What is to change of a party. */
export type PartyChange =
  | { kind: 'add_key'; keyId: string; publicJwk: PublicJwk; notBefore: Date; notAfter: Date }
  /** `lastKeyReason` says why the party may be left without a key that counts. */
  | { kind: 'revoke_key'; keyId: string; lastKeyReason: string | null }
  | { kind: 'change_address'; baseUrl: string };

/** An enrolled key of any party. */
export interface EnrolledKey {
  keyId: string;
  party: string;
  publicJwk: PublicJwk;
  notBefore: Date;
  notAfter: Date;
  revokedAt: Date | null;
}

/** What decides on a change of a party: its address, and the enrolled keys of all parties. */
export interface PartyFacts {
  slug: string;
  kind: 'institution' | 'agency' | 'centre';
  baseUrl: string;
  keys: readonly EnrolledKey[];
}

/** Whether signatures of a key count: they do, do not yet, do no more because its time is over, or because it was revoked. */
export const KEY_STATES = ['counts', 'not_yet', 'ended', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

const REQUESTERS: readonly Role[] = ['administrator'];
const DECIDERS: readonly Role[] = ['administrator', 'aoc_supervisor'];

/** Returns the role in which a person may ask for a change. Refusal: `APPROVAL.ROLE`. */
export function mayRequestPartyChange(actor: Actor): Result<Role> {
  const role = REQUESTERS.find((requester) => actor.roles.includes(requester));
  return role === undefined ? refuse('APPROVAL.ROLE', 'an administrator asks for a change of a party') : ok(role);
}

/**
 * Returns the role in which a person may decide on a requested change. An administrator or a
 * supervisor decides once, and never the person who asked for it. Refusals, in the order of the
 * checks: `APPROVAL.ROLE`, those of `refuseAsSecond`.
 */
export function mayDecidePartyChange(
  request: { state: PartyChangeState; requestedBy: string },
  actor: Actor,
): Result<Role> {
  const role = DECIDERS.find((decider) => actor.roles.includes(decider));
  if (role === undefined)
    return refuse('APPROVAL.ROLE', 'an administrator or a supervisor decides on a change of a party');
  return refuseAsSecond({ ...request, takenBy: [], isTimeOver: false }, actor) ?? ok(role);
}

/**
 * Checks that a change can be made at `now`. It is checked when it is asked for, and again when it
 * is approved, because other changes may have come first. Refusals: `PARTY_CHANGE.CENTRE`,
 * `PARTY_CHANGE.KEY_KNOWN`, `PARTY_CHANGE.KEY_REUSED`, `PARTY_CHANGE.KEY_PERIOD`,
 * `PARTY_CHANGE.KEY_ABSENT`, `PARTY_CHANGE.KEY_REVOKED`, `PARTY_CHANGE.LAST_KEY`,
 * `PARTY_CHANGE.NOTHING`.
 */
export function checkPartyChange(party: PartyFacts, change: PartyChange, now: Date): Result<null> {
  if (party.kind === 'centre')
    return refuse('PARTY_CHANGE.CENTRE', "the centre's own key comes from its configuration");
  switch (change.kind) {
    case 'add_key':
      return checkNewKey(party, change, now);
    case 'revoke_key':
      return checkRevocation(party, change, now);
    case 'change_address':
      return change.baseUrl === party.baseUrl
        ? refuse('PARTY_CHANGE.NOTHING', 'the party has this address already')
        : ok(null);
  }
}

type Of<Kind extends PartyChange['kind']> = Extract<PartyChange, { kind: Kind }>;

function checkNewKey(party: PartyFacts, change: Of<'add_key'>, now: Date): Result<null> {
  if (party.keys.some(({ keyId }) => keyId === change.keyId))
    return refuse('PARTY_CHANGE.KEY_KNOWN', 'this key id is taken: a new key needs a new id');
  // A revoked key under a new id would be in use again.
  if (party.keys.some(({ publicJwk }) => publicJwk.x === change.publicJwk.x))
    return refuse('PARTY_CHANGE.KEY_REUSED', 'this public key is enrolled under another id: make a new key');
  if (change.notBefore >= change.notAfter || change.notAfter <= now)
    return refuse('PARTY_CHANGE.KEY_PERIOD', 'the key must end after it begins, and in the future');
  return ok(null);
}

function checkRevocation(party: PartyFacts, change: Of<'revoke_key'>, now: Date): Result<null> {
  const own = party.keys.filter((key) => key.party === party.slug);
  const key = own.find(({ keyId }) => keyId === change.keyId);
  if (key === undefined) return refuse('PARTY_CHANGE.KEY_ABSENT', 'the party has no key of this id');
  if (key.revokedAt !== null) return refuse('PARTY_CHANGE.KEY_REVOKED', 'the key is revoked already');
  const isLeft = own.some((other) => other !== key && stateOfKey(other, now) === 'counts');
  if (stateOfKey(key, now) === 'counts' && !isLeft && change.lastKeyReason === null) {
    return refuse(
      'PARTY_CHANGE.LAST_KEY',
      'no other key of the party counts now: nothing that it says would be believed; say why in lastKeyReason',
    );
  }
  return ok(null);
}

/** Returns whether signatures of a key count at an instant, and why not. */
export function stateOfKey(
  { notBefore, notAfter, revokedAt }: Pick<EnrolledKey, 'notBefore' | 'notAfter' | 'revokedAt'>,
  now: Date,
): KeyState {
  if (revokedAt !== null) return 'revoked';
  if (now < notBefore) return 'not_yet';
  return now < notAfter ? 'counts' : 'ended';
}
