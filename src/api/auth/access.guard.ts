import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { noteUnreadMessage, type WhyUnread } from '../../application/break/note-unread-message.js';
import { unreachable } from '../../domain/result.js';
import { CallbackVerifier } from '../message/callback-verifier.js';
import type { ApiRequest } from '../http/api-request.js';
import { addressOf } from '../http/caller-address.js';
import { readRawBody } from '../http/raw-body.js';
import { TAKES_FILE } from '../http/takes-file.js';
import { RateLimits } from '../limits/rate-limits.js';
import { ApiProblem } from '../problem/api-problem.js';
import { problemKind } from '../problem/problem-table.js';
import type { SignedCaller } from '../message/signed-caller.js';
import { ACCESS, type Access, DECIDES, KEEPS_IDLE, type Signer } from './route-access.js';
import { isOfPageAlone } from './page-alone.js';
import type { Principal } from './principal.js';
import { type HowUsed, Sessions } from './sessions.js';
import { TokenVerifier } from './token-verifier.js';

/** Refusals of a body before it is read that no repetition of it changes. */
const NOT_READ: Readonly<Record<string, WhyUnread>> = {
  'REQUEST.TOO_LARGE': 'MESSAGE_TOO_LARGE',
  'REQUEST.MEDIA_TYPE': 'MESSAGE_UNREADABLE',
};

/**
 * Lets a request through as its route's decorator says, within its limits, and reads its body.
 * Nothing is read of who shows neither token nor good signature where one is needed. Refuses a route
 * without a decorator, so that no route is open by mistake.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly sessions: Sessions,
    private readonly callers: CallbackVerifier,
    private readonly limits: RateLimits,
    private readonly db: DataSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access === undefined) throw new Error(`${context.getClass().name}: a route declares no access`);
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const route = `${context.getClass().name}.${context.getHandler().name}`;
    try {
      // The claim can only end a session sooner, so it needs no proof.
      const isMarked = (mark: string) => this.reflector.get<boolean | undefined>(mark, context.getHandler()) === true;
      const isUse = !isMarked(KEEPS_IDLE) && !isOfPageAlone(request);
      await this.admit(access, route, request, { isUse, decides: isMarked(DECIDES), isFile: isMarked(TAKES_FILE) });
    } catch (error) {
      const isUnproven = error instanceof ApiProblem && problemKind(error.code).status === 401;
      if (isUnproven) await this.limits.countAddress(addressOf(request), route);
      throw error;
    }
    return true;
  }

  private async admit(
    access: Access,
    route: string,
    request: ApiRequest,
    { isFile, ...used }: HowUsed & { isFile: boolean },
  ): Promise<void> {
    const by = credentialFor(access, request, this.sessions.secretOf(request) !== undefined);
    if (by === 'none') await this.limits.countAddress(addressOf(request), route);
    if (by === 'person' && 'roles' in access) {
      request.principal = await this.person(request, access.roles, used);
      await this.limits.countPerson(request.principal.subject, route);
    }
    // A route reads its file itself, once it knows that the caller may add one.
    if (isFile) return;
    if (by === 'signature' && 'kind' in access) {
      // A signature covers the body's digest: the body is read once the signature is good.
      request.signedCaller = await this.signedCaller(request, access.kind, route);
      await this.limits.countParty(request.signedCaller.party, route);
    } else await readRawBody(request);
  }

  /** Finds who signed. A body that is refused unread although its signature is good is told to a person. */
  private async signedCaller(request: ApiRequest, kind: Signer, route: string): Promise<SignedCaller> {
    try {
      return await this.callers.verify(request, kind);
    } catch (error) {
      const { signedBy } = request;
      const why = error instanceof ApiProblem ? NOT_READ[error.code] : undefined;
      if (signedBy !== undefined && why !== undefined) {
        await this.limits.countParty(signedBy, route);
        await noteUnreadMessage(this.db, signedBy, why);
      }
      throw error;
    }
  }

  /** Finds the person by the bearer token or, without one, by the session's cookie. */
  private async person(request: ApiRequest, roles: readonly string[], used: HowUsed): Promise<Principal> {
    const secret = request.headers.authorization === undefined ? this.sessions.secretOf(request) : undefined;
    if (secret !== undefined) this.sessions.refuseOtherSite(request);
    const principal =
      secret === undefined
        ? await this.tokens.verify(bearerTokenOf(request))
        : await this.sessions.personOf(secret, used);
    refuseAnotherPerson(request, principal);
    if (principal.roles.some((role) => roles.includes(role))) return principal;
    throw new ApiProblem('AUTH.ROLE', `this needs one of the roles ${roles.join(', ')}`);
  }
}

/**
 * Refuses a request of a page that belongs to another person than the one who is signed in now: a
 * browser adds the newest session to every page of it, also to one on which somebody else has typed.
 * Throws `AUTH.OTHER_PERSON`.
 */
function refuseAnotherPerson({ headers }: ApiRequest, { subject }: Principal): void {
  const pageOf = headers['rangap-person'];
  if (pageOf === undefined || pageOf === encodeURIComponent(subject)) return;
  throw new ApiProblem('AUTH.OTHER_PERSON', 'the page belongs to another person than the one who is signed in');
}

/** Returns the bearer token of a request. Throws `AUTH.TOKEN` when it has none. */
function bearerTokenOf({ headers }: ApiRequest): string {
  const [scheme, token, ...extraParts] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token !== undefined && token !== '' && extraParts.length === 0)
    return token;
  throw new ApiProblem('AUTH.TOKEN', 'a bearer token or a session is needed');
}

/**
 * Returns by what the caller of a route has to be known, given what the request shows. A signature
 * goes before a cookie, which a browser adds by itself, and after a token, which nobody does.
 */
function credentialFor(access: Access, { headers }: ApiRequest, hasSession: boolean): 'person' | 'signature' | 'none' {
  const isPerson = headers.authorization !== undefined || (hasSession && headers.signature === undefined);
  switch (access.by) {
    case 'anyone':
      return 'none';
    case 'roles':
      return 'person';
    case 'signature':
      return 'signature';
    case 'either':
      return isPerson ? 'person' : 'signature';
    case 'anyone_or_known':
      if (isPerson) return 'person';
      return headers.signature === undefined ? 'none' : 'signature';
    default:
      return unreachable(access);
  }
}
