import type { Role } from '../../domain/freeze-request/freeze-request.js';

/** The person of a verified token. */
export interface Principal {
  subject: string;
  name: string;
  roles: readonly Role[];
  /** The rulebook that the token asks for, if any; the route decides whether it is allowed. */
  rulebookClaim: string | undefined;
  /** When the token expires. */
  expiresAt: Date;
}
