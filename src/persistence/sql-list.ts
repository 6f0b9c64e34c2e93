/**
 * Writes values of the domain as a list for SQL, such as `'held', 'released'` for `state IN (...)`.
 * Throws on a value that is not a plain word, so that no input of anyone ever ends up in a query.
 */
export function sqlList(values: readonly string[]): string {
  const strange = values.find((value) => !/^[A-Za-z0-9_.-]+$/.test(value));
  if (strange !== undefined || values.length === 0) throw new Error(`no list for SQL: ${strange ?? 'it is empty'}`);
  return values.map((value) => `'${value}'`).join(', ');
}
