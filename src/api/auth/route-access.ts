import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Role } from '../../domain/freeze-request/freeze-request.js';

/** Metadata key of a route's access. */
export const ACCESS = 'rangap:access';

/** Who may use a route. */
export type Access =
  | { by: 'roles'; roles: readonly Role[] }
  | { by: 'signature'; kind: 'institution' | 'agency' }
  | { by: 'either'; kind: 'institution' | 'agency'; roles: readonly Role[] }
  | { by: 'anyone' }
  | { by: 'anyone_or_known'; kind: 'institution' | 'agency'; roles: readonly Role[] };

/** Only a person with one of these roles. */
export function Roles(...roles: Role[]): MethodDecorator {
  if (roles.length === 0) throw new Error('a route for no role is a bug');
  const access: Access = { by: 'roles', roles };
  return applyDecorators(SetMetadata(ACCESS, access), ApiBearerAuth('oidc'), ApiExtension('x-roles', [...roles]));
}

/** Lets in those who read cases: the officers of the centre, the inquiry officer and the auditor. */
export function CaseReaders(): MethodDecorator {
  return Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor');
}

/** Only a party of this kind, by its signature (RFC 9421). */
export function SignedBy(kind: 'institution' | 'agency'): MethodDecorator {
  const access: Access = { by: 'signature', kind };
  return applyDecorators(SetMetadata(ACCESS, access), ApiSecurity('signature'), ApiExtension('x-signed-by', kind));
}

/**
 * A party of this kind, by its signature, or a person with one of these roles, by a bearer token:
 * whoever brings a token is taken for a person.
 */
export function SignedByOrRoles(kind: 'institution' | 'agency', ...roles: Role[]): MethodDecorator {
  const access: Access = { by: 'either', kind, roles };
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiBearerAuth('oidc'),
    ApiSecurity('signature'),
    ApiExtension('x-roles', [...roles]),
    ApiExtension('x-signed-by', kind),
  );
}

/**
 * A party by its signature, a person with one of these roles by a bearer token, or anybody who
 * brings neither: what he may do then is for the route to judge. Whoever brings a token or a
 * signature is held to it.
 */
export function AnyoneSignedByOrRoles(kind: 'institution' | 'agency', ...roles: Role[]): MethodDecorator {
  const access: Access = { by: 'anyone_or_known', kind, roles };
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiSecurity({}),
    ApiBearerAuth('oidc'),
    ApiSecurity('signature'),
    ApiExtension('x-roles', [...roles]),
    ApiExtension('x-signed-by', kind),
  );
}

/** Anybody, without a token. */
export function PublicRoute(): MethodDecorator {
  const access: Access = { by: 'anyone' };
  return SetMetadata(ACCESS, access);
}
