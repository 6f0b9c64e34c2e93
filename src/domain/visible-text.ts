/** Thai puts two marks over a letter and one under it; more than these are no writing. */
const MOST_MARKS = 4;

/** Signs that turn the direction of a text around, so that it reads otherwise than it is. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Signs that show nothing: zero-width spaces and joiners, fillers, tags, the byte order mark. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;
const CONTROLS = /[^\P{Cc}\n\t]/gu;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, 'gu');

/**
 * Writes a text of somebody else for a place where it stands beside ours and cannot be kept apart by
 * the page, such as a cell of CSV or a line of a PDF: what shows nothing is left out, what turns the
 * direction or controls a machine is named by its code (`[U+202E]`), and no more than four marks
 * stand on one letter. The record keeps the text as it was said. Lines and tabs stay.
 */
export function visibleText(text: string): string {
  return text
    .replace(TURNING, codePointName)
    .replace(CONTROLS, codePointName)
    .replace(UNSEEN, '')
    .replace(TOO_MANY_MARKS, '$1');
}

/** Names a sign by its code, such as `[U+202E]`. */
export function codePointName(sign: string): string {
  return `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
