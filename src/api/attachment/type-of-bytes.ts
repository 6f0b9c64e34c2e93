import { fileTypeFromBuffer } from 'file-type/core';

/**
 * Returns the media type that the bytes of a file themselves show: by their first bytes, or
 * `text/plain` where all of them are text (UTF-8 without control signs but tabs and line ends).
 * Undefined: of no known type.
 */
export async function typeOfBytes(content: Buffer): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(content);
  return found?.mime ?? (isText(content) ? 'text/plain' : undefined);
}

function isText(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return !/\p{Cc}/u.test(text.replace(/[\t\r\n]/g, ''));
  } catch {
    return false;
  }
}
