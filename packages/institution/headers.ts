/** HTTP headers as Node gives them. Pass `req.headersDistinct`: `req.headers` hides a header that came twice. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Returns all values of a header, without the white space around them; its name in small letters. */
export function valuesOf(headers: Headers, name: string): string[] {
  return Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => (value === undefined ? [] : typeof value === 'string' ? [value] : [...value]))
    .map((value) => value.trim());
}

/** Returns whether a value may be signed: printable ASCII alone, so that no line break forges a line. */
export function isSignable(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}
