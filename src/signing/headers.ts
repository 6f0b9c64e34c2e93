/**
 * HTTP headers as Node, Express and undici give them. Pass `req.headersDistinct`, because
 * `req.headers` hides duplicates.
 */
export type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>;

/** All header values by lower-case name. */
export type HeaderValues = ReadonlyMap<string, readonly string[]>;

/** A header looked up as one value: absent, present once, or present several times. */
export type SingleHeader =
  { readonly found: 'none' } | { readonly found: 'one'; readonly value: string } | { readonly found: 'many' };

/**
 * Collects headers by lower-case name. Two spellings of one name count as two values, so that
 * neither is hidden.
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

/** Returns the one value of a header, without surrounding white space (RFC 9421 section 2.1). */
export function singleHeader(headers: HeaderValues, lowerCaseName: string): SingleHeader {
  const values = headers.get(lowerCaseName);
  const [value] = values ?? [];
  if (value === undefined) return { found: 'none' };
  return values?.length === 1 ? { found: 'one', value: value.trim() } : { found: 'many' };
}

/**
 * Returns whether a value may stand in a signature base. Only printable ASCII may: a line break
 * would forge a second line, and senders encode other characters in different ways (RFC 9421
 * section 2.5).
 */
export function isSignableValue(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}
