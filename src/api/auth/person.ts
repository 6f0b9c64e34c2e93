import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiRequest } from '../http/api-request.js';
import type { Principal } from './principal.js';

/** The person of the token, as a parameter of a handler. Throws on a route without roles: a bug. */
export const Person = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<ApiRequest>();
  if (principal === undefined) throw new Error('a route asks for a person but has no roles');
  return principal;
});
