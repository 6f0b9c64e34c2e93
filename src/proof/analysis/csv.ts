import { StartRefusal } from '../../embedded/refusal.js';

/**
 * Reads a table with a heading line and no quoted fields: a record of the named columns for each
 * line. Throws StartRefusal, naming file and line, when a column is missing or a line is short.
 */
export function readTable<Column extends string>(
  file: string,
  text: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const [heading = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = heading.split(',');
  const places = columns.map((column) => {
    const place = names.indexOf(column);
    if (place < 0) throw new StartRefusal(`${file}: the column ${column} is missing`);
    return [column, place] as const;
  });
  return lines.map((line, index) => {
    const fields = line.split(',');
    if (fields.length !== names.length) {
      throw new StartRefusal(`${file}, line ${index + 2}: ${fields.length} fields instead of ${names.length}`);
    }
    return Object.fromEntries(places.map(([column, place]) => [column, fields[place]])) as Record<Column, string>;
  });
}

/** Reads a number of a table. Throws StartRefusal, naming file and line, when it is none. */
export function readNumber(file: string, index: number, column: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new StartRefusal(`${file}, line ${index + 2}: ${column} is no number`);
  return value;
}
