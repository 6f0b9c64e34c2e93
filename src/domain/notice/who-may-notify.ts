import type { Role } from '../freeze-request/freeze-request.js';
import { ok, refuse, type Result } from '../result.js';

/** The offices in whose name an officer gives a notice of section 6. */
export const NOTICE_OFFICES = ['ccib', 'dsi', 'amlo'] as const;
export type NoticeOffice = (typeof NOTICE_OFFICES)[number];

/**
 * The role that speaks for an office: a criminal officer, or the Secretary-General of AMLO and who
 * acts for him (section 6 paragraph 2).
 */
export const ROLE_OF_OFFICE: Readonly<Record<NoticeOffice, Role>> = {
  ccib: 'inquiry_officer',
  dsi: 'inquiry_officer',
  amlo: 'amlo_officer',
};

/**
 * Decides whether a person may give a notice in the name of an office. The refusal is
 * `NOTICE.OFFICE`.
 */
export function mayNotifyFor(office: NoticeOffice, roles: readonly Role[]): Result<Role> {
  const role = ROLE_OF_OFFICE[office];
  if (roles.includes(role)) return ok(role);
  return refuse('NOTICE.OFFICE', `a notice of this office is given by its own officer (${role})`);
}

/** Returns the offices in whose name a person with these roles may give a notice (`mayNotifyFor`). */
export function officesOf(roles: readonly Role[]): NoticeOffice[] {
  return (Object.keys(ROLE_OF_OFFICE) as NoticeOffice[]).filter((office) => mayNotifyFor(office, roles).ok);
}
