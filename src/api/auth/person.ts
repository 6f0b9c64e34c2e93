import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiRequest } from '../http/api-request.js';
import type { Principal } from './principal.js';

/**
 * Passes the person of the token to a handler. Throws on a route without roles, which is a bug.
 */
export const Person = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<ApiRequest>();
  if (principal === undefined) throw new Error('a route asks for a person but has no roles');
  return principal;
});
