import type { Account } from '../../domain/party.js';

/**
 * Returns what names the victim of a report, so that a second report counts as the same person's:
 * the official number, or, where nobody knows it, the account that was debited. It is personal data.
 */
export function victimKey(
  { citizenId, passportNo }: { citizenId?: string | undefined; passportNo?: string | undefined },
  { institution, accountNo }: Account,
): string {
  return citizenId ?? passportNo ?? `account ${institution}:${accountNo}`;
}

/**
 * Returns SQL of the same of the complaint `alias`, as an index has it; null for what a notice
 * opened.
 */
export const victimKeySql = (alias: string): string =>
  `coalesce(${alias}.body -> 'victim' ->> 'citizenId', ${alias}.body -> 'victim' ->> 'passportNo',
     'account ' || (${alias}.body #>> '{victimAccount,institution}') || ':' || (${alias}.body #>> '{victimAccount,accountNo}'))`;
