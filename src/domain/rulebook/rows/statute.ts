import type { RuleDraft } from './draft.js';
import { SECTION_4_ROWS } from './section-4.js';
import { SECTION_8X_ROWS } from './section-8x.js';
import { SECTIONS_5_6_ROWS } from './sections-5-6.js';
import { SECTIONS_7_8_ROWS } from './sections-7-8.js';

/** Every row that rests on the text of the two decrees, by section. */
export const STATUTE_ROWS: readonly RuleDraft[] = [
  ...SECTION_4_ROWS,
  ...SECTIONS_5_6_ROWS,
  ...SECTIONS_7_8_ROWS,
  ...SECTION_8X_ROWS,
];
