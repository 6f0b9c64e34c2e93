import { StartRefusal } from '../../embedded/refusal.js';

/**
 * Reads a table with a heading line (RFC 4180, also with a byte order mark): a record of the named
 * columns for each line. Throws StartRefusal, naming file and line, when a column is missing or a
 * line has more or fewer fields.
 */
export function readTable<Column extends string>(
  file: string,
  text: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const lines = linesOf(text);
  const names = fieldsOf(lines.next().value ?? '').map((name) => name.trim());
  const places = columns.map((column) => {
    const place = names.indexOf(column);
    if (place < 0) throw new StartRefusal(`${file}: the column ${column} is missing`);
    return [column, place] as const;
  });
  const records: Record<Column, string>[] = [];
  for (const line of lines) {
    const fields = fieldsOf(line);
    if (fields.length !== names.length) {
      throw new StartRefusal(`${file}, line ${records.length + 2}: ${fields.length} fields instead of ${names.length}`);
    }
    const record = places.map(([column, place]) => [column, fields[place]?.trim()]);
    records.push(Object.fromEntries(record) as Record<Column, string>);
  }
  return records;
}

/** Reads a number of a table. Throws StartRefusal, naming file and line, when it is none. */
export function readNumber(file: string, index: number, column: string, text: string): number {
  const value = text === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new StartRefusal(`${file}, line ${index + 2}: ${column} is no number`);
  return value;
}

const YES: ReadonlySet<string> = new Set(['1', '1.0', 'true', 't', 'yes', 'y']);
const NO: ReadonlySet<string> = new Set(['0', '0.0', 'false', 'f', 'no', 'n', '']);

/** Reads a yes or no of a table. Throws StartRefusal, naming file and line, when it is neither. */
export function readFlag(file: string, index: number, column: string, text: string): boolean {
  const folded = text.toLowerCase();
  if (YES.has(folded)) return true;
  if (!NO.has(folded)) throw new StartRefusal(`${file}, line ${index + 2}: ${column} is neither yes nor no`);
  return false;
}

/** Returns the lines that are not empty, one after the other: a large text is not held twice. */
function* linesOf(text: string): Generator<string, undefined> {
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    const line = text.slice(start, text[stop - 1] === '\r' ? stop - 1 : stop);
    if (line !== '') yield line;
    start = stop + 1;
  }
  return undefined;
}

/** A quoted field may have commas and doubled quotes in it; a line break in one is not read. */
function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
