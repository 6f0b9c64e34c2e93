import type { RuleDraft } from './draft.js';
import { SECTION_4_ROWS } from './section-4.js';
import { SECTION_5_ROWS } from './section-5.js';
import { SECTION_6_ROWS } from './section-6.js';
import { SECTION_7_ROWS } from './section-7.js';
import { SECTION_8_ROWS } from './section-8.js';
import { SECTIONS_8_1_TO_8_10_ROWS } from './sections-8-1-to-8-10.js';

/** Every row that rests on the text of the two decrees, by section. */
export const STATUTE_ROWS: readonly RuleDraft[] = [
  ...SECTION_4_ROWS,
  ...SECTION_5_ROWS,
  ...SECTION_6_ROWS,
  ...SECTION_7_ROWS,
  ...SECTION_8_ROWS,
  ...SECTIONS_8_1_TO_8_10_ROWS,
];
