import { fileTypeFromBuffer } from 'file-type/core';

/**
 * Markup that begins a file, after blanks and a byte order mark: a page, a picture or a document that
 * a program draws or runs. A chat that quotes a tag is a text.
 */
const MARKUP = /^\uFEFF?\s*<[a-z!?/]/i;

/**
 * Returns the media type that the bytes of a file themselves show: by their first bytes, or
 * `text/plain` where all of them are text (UTF-8 without control signs but tabs and line ends) that
 * no markup begins. Undefined: of no known type.
 */
export async function typeOfBytes(content: Buffer): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(content);
  return found?.mime ?? (isText(content) ? 'text/plain' : undefined);
}

function isText(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return !/\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) && !MARKUP.test(text);
  } catch {
    return false;
  }
}
