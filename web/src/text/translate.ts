import { en } from './en.js';
import { everyEn, everyTh } from './every-page.js';
import { textsWith } from './texts.js';
import { th } from './th.js';

/** Returns the hook that gives the texts of one page of the staff, and those that all of these share. */
export const textOf = textsWith({ th: { ...everyTh, ...th }, en: { ...everyEn, ...en } });

/** Returns the function that gives the shared texts, and the language. */
export const useText = textOf({ th: {}, en: {} });
