const SHOWN_SIGNS = 4;
const LONGEST_MASK = 13;
/** Thai vowels that are written before their consonant: alone they are no initial. */
const LEADING_VOWELS = /^[เแโใไ]/;

/** Hides all but the last four signs; of a short text it shows half at most. */
export function maskTail(text: string): string {
  const shown = Math.min(SHOWN_SIGNS, Math.floor(text.length / 2));
  return text.slice(-shown).padStart(Math.min(text.length, LONGEST_MASK), 'x');
}

/** Shows the first two signs of a name that a person chose, such as a LINE id. */
export function maskHandle(text: string): string {
  return `${text.slice(0, 2)}…`;
}

/** Shows the initial of each word of a person's name; the mask does not tell how long a word is. */
export function maskPersonName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${[...word].slice(0, LEADING_VOWELS.test(word) ? 2 : 1).join('')}xxx`)
    .join(' ');
}

/** Shows the host of a web address, and not where it leads there. */
export function maskUrl(url: string): string {
  return url.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/s, '/…');
}
