import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

const KEY_FORM =
  'A text of your own for this act, 1 to 128 visible ASCII characters, such as a UUID. Each person has keys of their own.';
const KEY_WORDS = `${KEY_FORM} The same key with the same body, byte by byte, is answered as before and writes nothing; with another body it is refused.`;

/** Documents the key of a route; `whose` says who needs one where not everybody does. */
export const IdempotencyKeyHeader = (whose?: string) =>
  keyHeader(whose === undefined, whose === undefined ? KEY_WORDS : `${KEY_WORDS} ${whose}`);

/** Documents the key of a route that begins a thing; `effect` says what the same key does later. */
export const BeginningKeyHeader = (effect: string) => keyHeader(true, `${KEY_FORM} ${effect}`);

function keyHeader(required: boolean, description: string): MethodDecorator & ClassDecorator {
  const schema = { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' } as const;
  return ApiHeader({ name: 'Idempotency-Key', required, description, schema });
}

/**
 * Returns the request's `Idempotency-Key`, 1 to 128 visible ASCII characters. Throws
 * `REQUEST.IDEMPOTENCY_KEY` when it is missing, repeated or malformed.
 */
export function idempotencyKeyOf(request: ApiRequest): string {
  const values = request.headersDistinct['idempotency-key'] ?? [];
  const [key] = values;
  if (values.length === 1 && key !== undefined && /^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw new ApiProblem(
    'REQUEST.IDEMPOTENCY_KEY',
    'one Idempotency-Key header of 1 to 128 visible ASCII characters is needed',
  );
}

/** Returns the key as `idempotencyKeyOf` does, or undefined when the request has none. */
export function idempotencyKeyIfAny(request: ApiRequest): string | undefined {
  return request.headersDistinct['idempotency-key'] === undefined ? undefined : idempotencyKeyOf(request);
}

/** Passes the result of `idempotencyKeyOf` to a handler. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  idempotencyKeyOf(context.switchToHttp().getRequest<ApiRequest>()),
);
