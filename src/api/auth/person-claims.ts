import { z } from 'zod';
import { personRoles } from '../../domain/session/person-roles.js';
import type { SessionPerson } from '../../application/session/session-person.js';
import { phoneKeyOf } from '../../application/case/privacy/phone-key.js';
import type { SubjectHash } from '../../application/case/privacy/subject-hash.js';
import { isCleanName, PartySlug } from '../../wire/common.js';

const Claims = z.object({
  sub: z.string().min(1).max(200).refine(isCleanName),
  name: z.string().min(1).max(200).refine(isCleanName).optional(),
  rangap_institution: PartySlug.optional(),
  rangap_rulebook: z.string().optional(),
  phone_number: z.string().max(50).optional().catch(undefined),
});
/** May also hold roles of other systems. */
const RoleNames = z.array(z.string()).default([]);

/**
 * Returns the person whom the claims of a verified token describe; undefined when they lack a
 * usable subject, name, institution or list of roles. `rolesClaim` is the path of the claim that
 * holds the roles. Of the telephone number (`phone_number`, OpenID Connect Core 1.0 section 5.1) only
 * the keyed hash goes on; one that is not well formed counts as none.
 */
export function personOf(
  claims: Record<string, unknown>,
  { rolesClaim, hash }: { rolesClaim: string; hash: SubjectHash },
): SessionPerson | undefined {
  const read = Claims.safeParse(claims);
  const given = RoleNames.safeParse(claimAt(claims, rolesClaim));
  if (!read.success || !given.success) return undefined;
  const { sub, name, rangap_institution: institution, rangap_rulebook: rulebookClaim, phone_number: phone } = read.data;
  const phoneKey = phone === undefined ? null : phoneKeyOf(phone, hash);
  return { subject: sub, name: name ?? sub, rulebookClaim, phoneKey, ...personRoles(given.data, institution) };
}

/**
 * Returns the claim at a path with dots. A claim whose whole name is the path goes first: names
 * that are addresses have dots too.
 */
function claimAt(claims: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
