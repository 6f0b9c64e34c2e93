import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

/**
 * Refuses a query on a route that takes none. A route that takes one refuses unknown parameters by
 * its schema. A filter that nobody reads would answer more than was asked for. Refuses what no text of
 * PostgreSQL can be, in the query and the path of every route: looked for, it would be a fault of ours.
 */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query, params } = context.switchToHttp().getRequest<ApiRequest>();
    const texts = [params, query].flatMap((given) => Object.entries(given).flat(2));
    if (!texts.every(isStorable))
      throw new ApiProblem('REQUEST.SCHEMA', 'the address has a character that no text can hold', {
        faults: [{ pointer: '', code: 'FIELD.VALUE', detail: 'the path or the query has a NUL or half a character' }],
      });
    if (Object.keys(query).length === 0 || takesQuery(context)) return true;
    throw new ApiProblem('REQUEST.SCHEMA', 'the route takes no query parameters', {
      faults: [
        { pointer: '', code: 'FIELD.UNKNOWN', detail: 'the query has a parameter that the route does not know' },
      ],
    });
  }
}

/** Returns whether PostgreSQL can hold a value as text. */
function isStorable(value: unknown): boolean {
  return typeof value !== 'string' || !(value.includes('\u0000') || /\p{Surrogate}/u.test(value));
}

/** Returns whether the handler has a parameter for the query; Nest keys them by their kind. */
function takesQuery(context: ExecutionContext): boolean {
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
