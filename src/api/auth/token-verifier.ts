import { Inject, Injectable } from '@nestjs/common';
import type { SubjectHash } from '../../application/case/privacy/subject-hash.js';
import { type ApiSettings, CENTRE_KEY, type CentreKey, SETTINGS } from '../dependencies.js';
import { subjectHashOf } from '../subject-hash-of.js';
import { ApiProblem } from '../problem/api-problem.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { IssuerKeys } from './issuer-keys.js';
import { personOf } from './person-claims.js';
import type { Principal } from './principal.js';

/**
 * How long a token that was verified is taken again without a look at its signature: far less than
 * the issuer's keys are kept, so that a key that the issuer withdraws ends no later.
 */
const TAKEN_AGAIN_MS = 30_000;
/** The most such tokens: more than the persons who work at the same time. */
const MOST_TAKEN_AGAIN = 2_000;

/**
 * Claims that stand in an ID token or a logout token and in no access token (OpenID Connect Core 1.0
 * section 2, Back-Channel Logout 1.0 section 2.4). Both are made for us to read, not to be shown.
 */
const CLAIMS_OF_OTHERS = ['nonce', 'events', 'at_hash', 'c_hash', 's_hash'];

/**
 * What the header of an access token names as its type, where it names one (RFC 9068 section 2.1;
 * `JWT` says nothing of its use). Every other type is of another use (RFC 8725 section 3.11).
 */
const ACCESS_TYPES = ['jwt', 'at+jwt'];

/**
 * Claims that say what a token is for, at providers that sign all their tokens with one key and one
 * header: Keycloak's `typ` (`ID`, `Refresh`, `Offline`, `Logout` for the others), Cognito's `token_use`.
 */
const USE_CLAIMS: Readonly<Record<string, string>> = { typ: 'bearer', token_use: 'access' };

function isOtherToken(claims: Record<string, unknown>): boolean {
  if (CLAIMS_OF_OTHERS.some((name) => Object.hasOwn(claims, name))) return true;
  return Object.entries(USE_CLAIMS).some(([name, use]) => {
    const said = claims[name];
    return said !== undefined && !(typeof said === 'string' && said.toLowerCase() === use);
  });
}

/** A token whose signature and claims were good. */
interface VerifiedToken {
  readonly person: Principal;
  readonly takenUntilMs: number;
}

/** Verifies OIDC bearer tokens against the issuer's keys. */
@Injectable()
export class TokenVerifier {
  /**
   * By the SHA-256 of the whole token. A program of the hotline sends the same one with every
   * complaint, and to verify it takes a thread and a millisecond of the way to the bank.
   */
  private readonly verified = new Map<string, VerifiedToken>();

  private readonly hash: SubjectHash;

  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly keys: IssuerKeys,
    @Inject(CENTRE_KEY) key: CentreKey,
  ) {
    this.hash = subjectHashOf(key);
  }

  /**
   * Returns the person of a token. Throws `ApiProblem` `AUTH.TOKEN`, or `AUTH.ISSUER_UNREACHABLE`
   * when the issuer's keys cannot be fetched.
   */
  async verify(token: string): Promise<Principal> {
    const digest = sha256Hex(token);
    const known = this.verified.get(digest);
    if (known !== undefined && Date.now() < known.takenUntilMs) return { ...known.person };
    const person = await this.personBehind(token);
    this.keep(digest, person);
    return person;
  }

  /** Keeps a verified token, which is never taken longer than it says itself. */
  private keep(digest: string, person: Principal): void {
    if (this.verified.size >= MOST_TAKEN_AGAIN) this.verified.clear();
    const takenUntilMs = Math.min(Date.now() + TAKEN_AGAIN_MS, person.expiresAt.getTime());
    this.verified.set(digest, { person: { ...person }, takenUntilMs });
  }

  private async personBehind(token: string): Promise<Principal> {
    const { oidcAudience: audience, oidcRolesClaim } = this.settings;
    const asked = { audience, requiredClaims: ['sub', 'exp'] };
    const claims = await this.keys.claimsOf(token, asked, ACCESS_TYPES);
    if (claims === undefined || isOtherToken(claims))
      throw new ApiProblem('AUTH.TOKEN', 'the bearer token is not valid here');
    const person = personOf(claims, { rolesClaim: oidcRolesClaim, hash: this.hash });
    if (person === undefined || claims.exp === undefined)
      throw new ApiProblem('AUTH.TOKEN', 'the token lacks a usable subject, name or roles');
    return { ...person, expiresAt: new Date(claims.exp * 1000), session: undefined };
  }
}
