/**
 * Returns the official number that names the victim of a report; null where nobody knows it. It is
 * personal data.
 */
export function victimNumber({
  citizenId,
  passportNo,
}: {
  citizenId?: string | undefined;
  passportNo?: string | undefined;
}): string | null {
  return citizenId ?? passportNo ?? null;
}

/** Returns SQL of the same of the complaint `alias`, as an index has it. */
export const victimNumberSql = (alias: string): string =>
  `coalesce(${alias}.body -> 'victim' ->> 'citizenId', ${alias}.body -> 'victim' ->> 'passportNo')`;
