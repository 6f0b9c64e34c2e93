import type { Appellant } from '../../application/appeal/appeal-input.js';
import type { TogetherBy } from '../../application/appeal/file-together.js';
import { phoneKeyOf } from '../../application/case/privacy/phone-key.js';
import { createSubjectHash } from '../../application/case/privacy/subject-hash.js';
import type { AppealBody, AppealTogetherBody } from '../../wire/case/appeal.js';
import { signAsCentre } from '../complaint/sign-as-centre.js';
import type { CentreKey } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { addressOf } from '../http/caller-address.js';
import { idempotencyKeyOf } from '../http/idempotency-key.js';
import { ApiProblem } from '../problem/api-problem.js';

/**
 * Returns who brings an appeal: holder, institution or desk. Throws `APPEAL.CALLER` when the body
 * has a field that only another kind of caller may send.
 */
export function appellantOf(body: AppealBody, request: ApiRequest): Appellant {
  const { principal, signedCaller } = request;
  const { secret, holderIs } = body;
  if (signedCaller !== undefined && secret === undefined) return byInstitution(signedCaller, body, request.rawBody);
  if (principal !== undefined && secret === undefined && holderIs === undefined) {
    return { by: 'desk', person: principal, idempotencyKey: idempotencyKeyOf(request) };
  }
  if (principal === undefined && signedCaller === undefined && secret !== undefined && holderIs === undefined) {
    return { by: 'holder', secret, from: addressOf(request) };
  }
  throw new ApiProblem(
    'APPEAL.CALLER',
    'a holder gives the secret of his notice; his institution signs and may say what he is; the desk gives neither',
  );
}

/**
 * Returns who brings an appeal against several holds. At the desk the caller reads out the
 * secrets. Throws `APPEAL.CALLER`.
 */
export function togetherOf(body: AppealTogetherBody, request: ApiRequest): TogetherBy {
  const { principal, signedCaller } = request;
  const secrets = new Map(
    body.holds.flatMap(({ reference, secret }) => (secret === undefined ? [] : [[reference, secret]])),
  );
  if (signedCaller !== undefined && secrets.size === 0) return byInstitution(signedCaller, body, request.rawBody);
  if (signedCaller === undefined && secrets.size === body.holds.length && body.holderIs === undefined) {
    if (principal === undefined) return { by: 'holder', secrets, from: addressOf(request) };
    return { by: 'desk', secrets, person: principal, idempotencyKey: idempotencyKeyOf(request) };
  }
  throw new ApiProblem(
    'APPEAL.CALLER',
    'a holder, and the desk for him, gives the secret of each notice; his institution signs, gives none, and may say what he is',
  );
}

/** Returns the keyed hash of the number that an appellant gave; null: none was given. */
export function appellantKey(phone: string | undefined, key: CentreKey): string | null {
  return phone === undefined
    ? null
    : phoneKeyOf(
        phone,
        createSubjectHash((bytes) => signAsCentre(key, bytes)),
      );
}

function byInstitution(
  { party, verdict }: NonNullable<ApiRequest['signedCaller']>,
  content: AppealBody | AppealTogetherBody,
  rawBody: ApiRequest['rawBody'],
): Extract<Appellant, { by: 'institution' }> {
  const { webhookId: messageKey, nonce, expiresAt: nonceExpiresAt, proof } = verdict;
  const message = { party, channel: 'callback' as const, messageKey, nonce, nonceExpiresAt, rawBody, proof };
  return { by: 'institution', message: { ...message, httpStatus: null }, content, holderIs: content.holderIs ?? null };
}
