/** What came back is not what the guide says; the message says what was seen. */
export class Unmet extends Error {}

/** Throws unless a condition holds, with what was seen instead. */
export function wants(condition: boolean, seen: string): asserts condition {
  if (!condition) throw new Unmet(seen);
}
