/**
 * HTTP headers as Node, Express and undici give them. Prefer `req.headersDistinct`: `req.headers`
 * hides duplicates.
 */
export type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Header values by lower-case name, with every value kept. */
export type HeaderValues = ReadonlyMap<string, readonly string[]>;

/** A header looked up as one value: absent, present once, or present more often than once. */
export type SingleHeader =
  { readonly found: 'none' } | { readonly found: 'one'; readonly value: string } | { readonly found: 'many' };

/**
 * Collects headers by lower-case name; two spellings of one name count as two values, so neither
 * can hide.
 */
export function collectHeaders(headers: HeaderRecord): HeaderValues {
  const collected = new Map<string, string[]>();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const values = typeof value === 'string' ? [value] : value;
    collected.set(name.toLowerCase(), [...(collected.get(name.toLowerCase()) ?? []), ...values]);
  }
  return collected;
}

/** The one value of a header, trimmed of surrounding white space (RFC 9421 section 2.1). */
export function singleHeader(headers: HeaderValues, lowerCaseName: string): SingleHeader {
  const values = headers.get(lowerCaseName);
  const [value] = values ?? [];
  if (value === undefined) return { found: 'none' };
  return values?.length === 1 ? { found: 'one', value: value.trim() } : { found: 'many' };
}

/**
 * Whether a value may stand in a signature base. Only printable ASCII: a line break would forge a
 * second line, and other characters are encoded in different ways by different senders (RFC 9421
 * section 2.5).
 */
export function isSignableValue(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}
