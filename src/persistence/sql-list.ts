/**
 * Writes values of the domain as a list for SQL, such as `'held', 'released'` for `state IN
 * (...)`. Throws on an empty list or a value that is no plain word, so that no input ever reaches
 * a query.
 */
export function sqlList(values: readonly string[]): string {
  const strange = values.find((value) => !/^[A-Za-z0-9_.-]+$/.test(value));
  if (strange !== undefined || values.length === 0) throw new Error(`no list for SQL: ${strange ?? 'it is empty'}`);
  return values.map((value) => `'${value}'`).join(', ');
}
