import { inflateRawSync } from 'node:zlib';

/** The marks of a ZIP file's directory (PKWARE APPNOTE 4.3): of its end, and of an entry of it. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The directory's end with its longest comment. */
const END_WITHIN = 22 + 0xffff;
const MOST_ENTRIES = 200;
const STORED = 0;
const DEFLATED = 8;

/**
 * Returns whether the entries of a ZIP file unpack to at most `most` bytes together, whatever its directory says of
 * their size: it unpacks them, and stops at the limit. A file whose directory cannot be read does not.
 */
export function unpacksWithin(file: Buffer, most: number): boolean {
  const end = endOf(file);
  if (end === undefined) return false;
  const entries = file.readUInt16LE(end + 10);
  if (entries > MOST_ENTRIES) return false;
  let left = most;
  let at = file.readUInt32LE(end + 16);
  for (let nth = 0; nth < entries; nth += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) return false;
    const size = sizeOf(file, at, left);
    if (size === undefined) return false;
    left -= size;
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return true;
}

/** Finds the end of the directory; undefined: there is none. */
function endOf(file: Buffer): number | undefined {
  for (let at = file.length - 22; at >= Math.max(0, file.length - END_WITHIN); at -= 1)
    if (file.readUInt32LE(at) === END) return at;
  return undefined;
}

/** Returns how many bytes an entry unpacks to; undefined: more than `most`, or it cannot be unpacked. */
function sizeOf(file: Buffer, entry: number, most: number): number | undefined {
  const method = file.readUInt16LE(entry + 10);
  const packed = file.readUInt32LE(entry + 20);
  const local = file.readUInt32LE(entry + 42);
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL) return undefined;
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (from + packed > file.length) return undefined;
  if (method === STORED) return packed <= most ? packed : undefined;
  if (method !== DEFLATED) return undefined;
  try {
    return inflateRawSync(file.subarray(from, from + packed), { maxOutputLength: Math.max(1, most) }).length;
  } catch {
    return undefined; // too large, or broken
  }
}
