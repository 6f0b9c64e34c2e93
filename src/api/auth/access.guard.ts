import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { unreachable } from '../../domain/result.js';
import { CallbackVerifier } from '../message/callback-verifier.js';
import type { ApiRequest } from '../http/api-request.js';
import { addressOf } from '../http/caller-address.js';
import { readRawBody } from '../http/raw-body.js';
import { RateLimits } from '../limits/rate-limits.js';
import { ApiProblem } from '../problem/api-problem.js';
import { problemKind } from '../problem/problem-table.js';
import { ACCESS, type Access } from './route-access.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

/**
 * Lets a request through as its route's decorator says, within its limits, and reads its body.
 * Nothing is read of who shows neither token nor signature where one is needed. Refuses a route
 * without a decorator, so that no route is open by mistake.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly callers: CallbackVerifier,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access === undefined) throw new Error(`${context.getClass().name}: a route declares no access`);
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const route = `${context.getClass().name}.${context.getHandler().name}`;
    try {
      await this.admit(access, route, request);
    } catch (error) {
      const isUnproven = error instanceof ApiProblem && problemKind(error.code).status === 401;
      if (isUnproven) await this.limits.countAddress(addressOf(request), route);
      throw error;
    }
    return true;
  }

  private async admit(access: Access, route: string, request: ApiRequest): Promise<void> {
    const by = credentialFor(access, request);
    if (by === 'none') await this.limits.countAddress(addressOf(request), route);
    if (by === 'token' && 'roles' in access) {
      request.principal = await this.person(request, access.roles);
      await this.limits.countPerson(request.principal.subject, route);
    }
    // A signature covers the body; without one there is nothing to read it for.
    if (by !== 'signature' || request.headers.signature !== undefined) await readRawBody(request);
    if (by === 'signature' && 'kind' in access) {
      request.signedCaller = await this.callers.verify(request, access.kind);
      await this.limits.countParty(request.signedCaller.party, route);
    }
  }

  private async person(request: ApiRequest, roles: readonly string[]): Promise<Principal> {
    const [scheme, token, ...extraParts] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '' || extraParts.length > 0) {
      throw new ApiProblem('AUTH.TOKEN', 'a bearer token is needed');
    }
    const principal = await this.tokens.verify(token);
    if (principal.roles.some((role) => roles.includes(role))) return principal;
    throw new ApiProblem('AUTH.ROLE', `this needs one of the roles ${roles.join(', ')}`);
  }
}

/** Returns by what the caller of a route has to be known, given what the request shows. */
function credentialFor(access: Access, { headers }: ApiRequest): 'token' | 'signature' | 'none' {
  switch (access.by) {
    case 'anyone':
      return 'none';
    case 'roles':
      return 'token';
    case 'signature':
      return 'signature';
    case 'either':
      return headers.authorization === undefined ? 'signature' : 'token';
    case 'anyone_or_known':
      if (headers.authorization !== undefined) return 'token';
      return headers.signature === undefined ? 'none' : 'signature';
    default:
      return unreachable(access);
  }
}
