import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiRequest } from '../http/api-request.js';

/**
 * Returns whether a page says that it makes the request by itself. A session then does not count as
 * used, and what is handed out does not count as shown to a person.
 */
export function isOfPageAlone({ headers }: ApiRequest): boolean {
  return headers['rangap-background'] !== undefined;
}

/** Passes to a handler whether a page says that it makes the request by itself. */
export const PageAlone = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  isOfPageAlone(context.switchToHttp().getRequest<ApiRequest>()),
);
