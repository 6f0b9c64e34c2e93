import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { unreachable } from '../../domain/result.js';
import { CallbackVerifier } from '../message/callback-verifier.js';
import type { ApiRequest } from '../http/api-request.js';
import { ApiProblem } from '../problem/api-problem.js';
import { ACCESS, type Access } from './route-access.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

/**
 * Lets a request through as its route's decorator says. Refuses a route without one, so that no
 * route is open by mistake.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly callers: CallbackVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access === undefined) throw new Error(`${context.getClass().name}: a route declares no access`);
    const request = context.switchToHttp().getRequest<ApiRequest>();
    switch (access.by) {
      case 'anyone':
        return true;
      case 'roles':
        request.principal = await this.person(request, access.roles);
        return true;
      case 'signature':
        request.signedCaller = await this.callers.verify(request, access.kind);
        return true;
      case 'either':
        if (request.headers.authorization === undefined)
          request.signedCaller = await this.callers.verify(request, access.kind);
        else request.principal = await this.person(request, access.roles);
        return true;
      case 'anyone_or_known':
        if (request.headers.authorization !== undefined) request.principal = await this.person(request, access.roles);
        else if (request.headers.signature !== undefined)
          request.signedCaller = await this.callers.verify(request, access.kind);
        return true;
      default:
        return unreachable(access);
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
