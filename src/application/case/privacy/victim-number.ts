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

/** Returns SQL of the same of the complaint `alias`, as it is known now, and as an index has it. */
export const victimNumberSql = (alias: string): string =>
  `coalesce(${alias}.body -> 'victim' ->> 'citizenId', ${alias}.body -> 'victim' ->> 'passportNo', ${alias}.known -> 'victim' ->> 'citizenId', ${alias}.known -> 'victim' ->> 'passportNo')`;

/**
 * Returns SQL of the number of the victim of the complaint `alias` as it was received. Clocks of
 * section 7 go by it: nobody gets a second clock by telling the number late.
 */
export const receivedNumberSql = (alias: string): string =>
  `coalesce(${alias}.body -> 'victim' ->> 'citizenId', ${alias}.body -> 'victim' ->> 'passportNo')`;

/** Returns SQL of whether the question `question` proved the number of the victim of the complaint `alias`: it was known then. */
export const provesNumberSql = (alias: string, question: string): string =>
  `(${receivedNumberSql(alias)} IS NOT NULL OR coalesce((${alias}.known ->> 'numberAt')::timestamptz <= ${question}.asked_at, false))`;
