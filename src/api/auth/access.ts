import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Role } from '../../domain/approval/freeze-request.js';

/** Metadata key of a route's access. */
export const ACCESS = 'rangap:access';

/** Who may use a route. */
export type Access =
  { by: 'roles'; roles: readonly Role[] } | { by: 'signature'; kind: 'institution' | 'agency' } | { by: 'anyone' };

/** Only a person with one of these roles. */
export function Roles(...roles: Role[]): MethodDecorator {
  if (roles.length === 0) throw new Error('a route for no role is a bug');
  const access: Access = { by: 'roles', roles };
  return applyDecorators(SetMetadata(ACCESS, access), ApiBearerAuth('oidc'), ApiExtension('x-roles', [...roles]));
}

/** Only a party of this kind, by its signature (RFC 9421). */
export function SignedBy(kind: 'institution' | 'agency'): MethodDecorator {
  const access: Access = { by: 'signature', kind };
  return applyDecorators(SetMetadata(ACCESS, access), ApiSecurity('signature'), ApiExtension('x-signed-by', kind));
}

/** Anybody, without a token. */
export function PublicRoute(): MethodDecorator {
  const access: Access = { by: 'anyone' };
  return SetMetadata(ACCESS, access);
}
