import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Role } from '../../domain/freeze-request/freeze-request.js';

/** Metadata key of a route's access. */
export const ACCESS = 'rangap:access';

/** Which parties may sign a request to a route. */
export type Signer = 'institution' | 'agency' | 'party';

/** Who may use a route. */
export type Access =
  | { by: 'roles'; roles: readonly Role[] }
  | { by: 'signature'; kind: 'institution' | 'agency' }
  | { by: 'either'; kind: Signer; roles: readonly Role[] }
  | { by: 'anyone' }
  | { by: 'anyone_or_known'; kind: 'institution' | 'agency'; roles: readonly Role[] };

/** Documents that a person with one of these roles comes by a token or by a session's cookie. */
function asPerson(roles: readonly Role[]): MethodDecorator[] {
  return [ApiBearerAuth('oidc'), ApiSecurity('session'), ApiExtension('x-roles', [...roles])];
}

/** Lets in a person with one of these roles. */
export function Roles(...roles: Role[]): MethodDecorator {
  if (roles.length === 0) throw new Error('a route for no role is a bug');
  const access: Access = { by: 'roles', roles };
  return applyDecorators(SetMetadata(ACCESS, access), ...asPerson(roles));
}

/**
 * Lets in those who read cases: the officers of the centre, the inquiry officer, the AMLO officer,
 * who may use what is disclosed (section 4 paragraph 3), and the auditor.
 */
export function CaseReaders(): MethodDecorator {
  return Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'amlo_officer', 'auditor');
}

/** Lets in a party of this kind, by its signature (RFC 9421). */
export function SignedBy(kind: 'institution' | 'agency'): MethodDecorator {
  const access: Access = { by: 'signature', kind };
  return applyDecorators(SetMetadata(ACCESS, access), ApiSecurity('signature'), ApiExtension('x-signed-by', kind));
}

/**
 * Lets in a party of this kind (`party`: of either) by its signature, or a person with one of
 * these roles by a bearer token or a session. Such a request counts as a person's.
 */
export function SignedByOrRoles(kind: Signer, ...roles: Role[]): MethodDecorator {
  const access: Access = { by: 'either', kind, roles };
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ...asPerson(roles),
    ApiSecurity('signature'),
    ApiExtension('x-signed-by', kind),
  );
}

/**
 * Lets in a party by its signature, a person with one of these roles by a bearer token or a
 * session, or anybody with neither; the route then decides what that caller may do. A token, a
 * session or a signature that is sent must be valid.
 */
export function AnyoneSignedByOrRoles(kind: 'institution' | 'agency', ...roles: Role[]): MethodDecorator {
  const access: Access = { by: 'anyone_or_known', kind, roles };
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiSecurity({}),
    ...asPerson(roles),
    ApiSecurity('signature'),
    ApiExtension('x-signed-by', kind),
  );
}

/**
 * Metadata key of a route whose calls never count as use of a session. A call of another route does
 * not count when the page says that it makes it by itself (`rangap-background`).
 */
export const KEEPS_IDLE = 'rangap:keeps idle';

/**
 * Says that a call of the route does not count as use of a session, because a page makes it without
 * a person.
 */
export function KeepsIdle(): MethodDecorator {
  return SetMetadata(KEEPS_IDLE, true);
}

/** Metadata key of a route by which somebody decides. */
export const DECIDES = 'rangap:decides';

/**
 * Says that a person decides by the route: that money is held or let go, what a second person is
 * asked for, who sees a masked value or reads a case by a secret, or what the rules, parties and
 * sessions are. The provider is asked for the person's roles again before it, so that a role taken
 * away decides nothing more.
 */
export function Decides(): MethodDecorator {
  return applyDecorators(SetMetadata(DECIDES, true), ApiExtension('x-decides', true));
}

/** Lets in anybody, without a token. */
export function PublicRoute(): MethodDecorator {
  const access: Access = { by: 'anyone' };
  return SetMetadata(ACCESS, access);
}
