import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';

/** What people say before a number, or right after it, that is not exact. */
const BEFORE_IT =
  /(?:ประมาณ|ราว\s?ๆ?|เกือบ|สัก|~|≈|\babout|\baround|\broughly|\bapprox(?:imately|\.)?|\balmost|\bnearly|\bsome)\s*$/i;
const AFTER_IT = /^\s*(?:กว่า|เศษ|or so\b)/i;
const WITHIN_IT = /กว่า|เศษ/;
const LOOKED_AT = 16;

/** Returns whether a folded text says of an amount or a time that it is rough. */
export function saidAbout(text: string, { start, end }: Span): boolean {
  return (
    BEFORE_IT.test(textBefore(text, start, LOOKED_AT)) ||
    WITHIN_IT.test(text.slice(start, end)) ||
    AFTER_IT.test(text.slice(end, end + LOOKED_AT))
  );
}
