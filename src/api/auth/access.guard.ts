import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { unreachable } from '../../domain/result.js';
import { CallbackVerifier } from '../message/callback-verifier.js';
import type { ApiRequest } from '../http/api-request.js';
import { readRawBody } from '../http/raw-body.js';
import { ApiProblem } from '../problem/api-problem.js';
import { ACCESS, type Access } from './route-access.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

/**
 * Lets a request through as its route's decorator says, and reads its body. Nothing is read of who
 * shows neither token nor signature where one is needed. Refuses a route without a decorator, so
 * that no route is open by mistake.
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
    const http = context.switchToHttp();
    const request = http.getRequest<ApiRequest>();
    const response = http.getResponse<Response>();
    const by = credentialFor(access, request);
    if (by === 'token' && 'roles' in access) request.principal = await this.person(request, access.roles);
    // A signature covers the body; without one there is nothing to read it for.
    if (by !== 'signature' || request.headers.signature !== undefined) await readRawBody(request, response);
    if (by === 'signature' && 'kind' in access) request.signedCaller = await this.callers.verify(request, access.kind);
    return true;
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
