/**
 * Returns the rules of some rows for people, each once: `AOC-85B` of `th/AOC-85B/2025-04-13`. Which
 * rulebook and since when is left to the record.
 */
export function rulesOf(rowIds: Iterable<string>): string {
  return [...new Set([...rowIds].map((rowId) => rowId.split('/')[1] ?? rowId))].join(', ');
}
