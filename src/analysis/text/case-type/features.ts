import { extractEntities } from '../extraction/extract-entities.js';
import { CUES } from './cues.js';

/** The n-grams of signs fall into so many buckets. */
const BUCKETS = 4096;
/** How much the cues count beside the n-grams; found by cross-validation. */
const CUE_LENGTH = 4;
const GRAM_LENGTH = 3;
const SHORTEST = 2;
const LONGEST = 5;

/** So many features the lexicon has: the cues, then the buckets. */
export const LEXICON_FEATURES = CUES.length + BUCKETS;

/** Features that are not zero: their indices, and their values. */
export interface SparseFeatures {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/**
 * Leaves out the accounts, amounts, names and addresses of a narrative: they say who and how much,
 * not what happened, and a model must not learn them.
 */
export function withoutEntities(text: string): string {
  let left = '';
  let place = 0;
  for (const { start, end } of extractEntities(text)) {
    left += text.slice(place, start);
    place = end;
  }
  return `${left}${text.slice(place)}`.replace(/\s+/g, ' ').trim();
}

/**
 * Returns the lexicon's features of a text without entities: which cues it has (together of
 * length CUE_LENGTH), and its n-grams of two to five signs (together of length GRAM_LENGTH,
 * repetitions damped).
 */
export function lexiconFeatures(text: string): SparseFeatures {
  const cues = CUES.flatMap((cue, index) => (cue.test(text) ? [index] : []));
  const counts = new Map<number, number>();
  const signs = ` ${text
    .toLowerCase()
    .replace(/[0-9๐-๙.,!?"'()/:-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()} `;
  for (let length = SHORTEST; length <= LONGEST; length += 1) {
    for (let start = 0; start + length <= signs.length; start += 1) {
      const bucket = hash(signs.slice(start, start + length)) % BUCKETS;
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
  }
  const damped = [...counts].map(([bucket, count]) => [CUES.length + bucket, 1 + Math.log(count)] as const);
  const length = Math.hypot(...damped.map(([, value]) => value)) || 1;
  const cueValue = CUE_LENGTH / Math.sqrt(Math.max(1, cues.length));
  return {
    indices: [...cues, ...damped.map(([index]) => index)],
    values: [...cues.map(() => cueValue), ...damped.map(([, value]) => (value / length) * GRAM_LENGTH)],
  };
}

/** FNV-1a over the UTF-16 units, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state >>> 0;
}
