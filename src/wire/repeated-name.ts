const STRING_OR_SIGN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** An object or a list whose end has not been read; `step` is where in it the reader stands. */
interface Open {
  /** The names so far; undefined for a list. */
  readonly names: Set<string> | undefined;
  step: string | number;
  /** The next string is a name. */
  awaitsName: boolean;
}

/**
 * Returns the path to the first name that an object of a JSON text gives twice, or undefined.
 * Readers disagree on which of the two counts (RFC 8259, section 4), so a signature or a log could
 * show another value than the one that acts. The text must be valid JSON; any depth is read, in
 * linear time.
 */
export function repeatedName(text: string): readonly (string | number)[] | undefined {
  const open: Open[] = [];
  for (const [token] of text.matchAll(STRING_OR_SIGN)) {
    const inner = open.at(-1);
    if (token === '{') open.push({ names: new Set(), step: '', awaitsName: true });
    else if (token === '[') open.push({ names: undefined, step: 0, awaitsName: false });
    else if (token === '}' || token === ']') open.pop();
    else if (inner === undefined) continue;
    else if (token === ',' && typeof inner.step === 'number') inner.step += 1;
    else if (token === ',') inner.awaitsName = true;
    else if (inner.awaitsName) {
      // Two spellings of one name are one name: "a" and "\u0061".
      inner.step = JSON.parse(token) as string;
      inner.awaitsName = false;
      if (inner.names?.has(inner.step) === true) return open.map(({ step }) => step);
      inner.names?.add(inner.step);
    }
  }
  return undefined;
}
