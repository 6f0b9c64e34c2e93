import type { Span } from './entity.js';

const THAI_ZERO = 0x0e50;
const WIDE_ZERO = 0xff10;

/**
 * Writes Thai and full-width digits as 0 to 9, every dash as `-` and every space as ` `. The
 * length stays the same, so that a span of the folded text is a span of the text.
 */
export function foldText(text: string): string {
  return text
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - THAI_ZERO))
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - WIDE_ZERO))
    .replace(/[‐-―−]/g, '-')
    .replace(/[\u00a0\u2000-\u200b\u202f\u3000\t\r\n]/g, ' ');
}

/** Remembers which characters belong to something found, so that two patterns never use the same ones. */
export class TakenSpans {
  private readonly spans: Span[] = [];

  /** Takes a part; returns false, and takes nothing, when some of it is taken already. */
  take(span: Span): boolean {
    if (this.spans.some((taken) => span.start < taken.end && taken.start < span.end)) return false;
    this.spans.push(span);
    return true;
  }
}

/** Returns the text before a place, at most `length` units of it. */
export function textBefore(text: string, place: number, length: number): string {
  return text.slice(Math.max(0, place - length), place);
}
