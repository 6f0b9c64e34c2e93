/** A block of a tar file; names, sizes and contents begin at whole blocks. */
const BLOCK = 512;
/** The types of an entry that is a file; others are folders, links and what pax says beside. */
const REGULAR_FILE = ['', '0'];

/**
 * Returns the text of the files with these names (without folders) of a tar file; a name that is
 * not there is missing from the result. POSIX ustar or pax, names of at most 100
 * bytes.
 */
export function textsInTar(tar: Buffer, names: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const name = fieldOf(tar, at, 100).split('/').at(-1) ?? '';
    const size = parseInt(fieldOf(tar, at + 124, 12), 8) || 0;
    const isFile = REGULAR_FILE.includes(fieldOf(tar, at + 156, 1));
    if (isFile && names.includes(name)) texts.set(name, tar.toString('utf8', at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return texts;
}

function fieldOf(tar: Buffer, at: number, length: number): string {
  const field = tar.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end < 0 ? length : end).trim();
}
