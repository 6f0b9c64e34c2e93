import { inflateRawSync } from 'node:zlib';

/** The marks of a ZIP file's directory (PKWARE APPNOTE 4.3): of its end, and of an entry of it. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The directory's end without a comment, and with its longest. */
const END_SIZE = 22;
const END_WITHIN = END_SIZE + 0xffff;
/** Sizes follow the packed bytes, and the entry's own head does not say them. */
const SIZES_FOLLOW = 8;
/** An extra field that says other sizes (Zip64). */
const OTHER_SIZES = 0x0001;
const MOST_ENTRIES = 200;
const STORED = 0;
const DEFLATED = 8;

/**
 * Returns whether the entries of a ZIP file unpack to at most `most` bytes together, whatever it says of their size: it
 * unpacks them, and stops at the limit. Who reads the file next may believe the directory or the head of each entry: a
 * file in which the two differ, or say what is not so, does not, nor one whose directory cannot be read.
 */
export function unpacksWithin(file: Buffer, most: number): boolean {
  const end = endOf(file);
  if (end === undefined) return false;
  const entries = file.readUInt16LE(end + 10);
  if (entries > MOST_ENTRIES || entries !== file.readUInt16LE(end + 8)) return false;
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

/** Finds the end of the directory, which is the last mark of one; undefined: there is none, or it is cut off. */
function endOf(file: Buffer): number | undefined {
  for (let at = file.length - 4; at >= Math.max(0, file.length - END_WITHIN); at -= 1)
    if (file.readUInt32LE(at) === END) return at + END_SIZE <= file.length ? at : undefined;
  return undefined;
}

/** Returns how many bytes an entry unpacks to; undefined: more than `most`, or not what it says. */
function sizeOf(file: Buffer, entry: number, most: number): number | undefined {
  const method = file.readUInt16LE(entry + 10);
  const packed = file.readUInt32LE(entry + 20);
  const size = file.readUInt32LE(entry + 24);
  const local = file.readUInt32LE(entry + 42);
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL) return undefined;
  const name = file.readUInt16LE(local + 26);
  const extra = file.readUInt16LE(local + 28);
  const from = local + 30 + name + extra;
  if (size > most || from + packed > file.length || !agrees(file, local, { method, packed, size })) return undefined;
  const ofDirectory = entry + 46 + file.readUInt16LE(entry + 28);
  const extras = [
    file.subarray(from - extra, from),
    file.subarray(ofDirectory, ofDirectory + file.readUInt16LE(entry + 30)),
  ];
  if (extras.some(saysOtherSizes)) return undefined;
  if (method === STORED) return packed === size ? size : undefined;
  if (method !== DEFLATED) return undefined;
  const unpacked = inflated(file.subarray(from, from + packed), size);
  return unpacked === size ? size : undefined;
}

/** Returns whether the head of an entry says what the directory says of it. */
function agrees(file: Buffer, local: number, said: { method: number; packed: number; size: number }): boolean {
  const [packed, size] = [file.readUInt32LE(local + 18), file.readUInt32LE(local + 22)];
  const isLater = (file.readUInt16LE(local + 6) & SIZES_FOLLOW) !== 0 && packed === 0 && size === 0;
  if (file.readUInt16LE(local + 8) !== said.method) return false;
  // Stored bytes whose size follows them: who reads them has to guess where they end.
  return isLater ? said.method === DEFLATED : packed === said.packed && size === said.size;
}

/** Returns whether one of the extra fields of an entry says other sizes, or cannot be read. */
function saysOtherSizes(extra: Buffer): boolean {
  for (let at = 0; at < extra.length;) {
    if (at + 4 > extra.length || extra.readUInt16LE(at) === OTHER_SIZES) return true;
    at += 4 + extra.readUInt16LE(at + 2);
  }
  return false;
}

function inflated(packed: Buffer, most: number): number | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) }).length;
  } catch {
    return undefined; // larger than it says, or broken
  }
}
