import { isDeepStrictEqual } from 'node:util';
import { breakingChanges, deprecatedIn, type Shape } from '../../wire/shape.js';

/** What is on record of v1 (docs/protocol/v1.json): how many rows the guide's list of changes has, and the shapes. */
export interface ShapeRecord {
  readonly changes: number;
  readonly shape: Shape;
}

/** Returns what is to be on record of v1, by the guide (docs/protocol/README.md) and the shapes of today. */
export function shapeRecord(guide: string, shape: Shape): ShapeRecord {
  return { changes: rowsBelow(guide, 'date').length, shape };
}

/**
 * Returns what forbids to replace the record: a change that breaks it, shapes that changed without a new row in the
 * list of changes, and what is deprecated without an announced end that is a year or more away.
 */
export function faultsOf(before: ShapeRecord, guide: string, shape: Shape): string[] {
  const after = shapeRecord(guide, shape);
  const isSilent = after.changes <= before.changes && !isDeepStrictEqual(before.shape, shape);
  return [
    ...breakingChanges(before.shape, shape),
    ...(after.changes < before.changes ? ['the list of changes lost a row'] : []),
    ...(isSilent ? ['the shapes changed, and the list of changes has no new row'] : []),
    ...faultsOfEnds(guide, deprecatedIn(shape)),
  ];
}

/** Compares what is deprecated with the rows `| announced | ends | what |`, where `what` names it in backticks. */
function faultsOfEnds(guide: string, deprecated: string[]): string[] {
  const ends = rowsBelow(guide, 'announced');
  const isSaid = (name: string) => ends.some(([, , what = '']) => what.includes(`\`${name}\``));
  return [
    ...deprecated.filter((name) => !isSaid(name)).map((name) => `${name} is deprecated, and no row says when it ends`),
    ...ends.filter((row) => !isYearAway(row)).map((row) => `no twelve months: ${row.join(', ')}`),
    ...(guide.includes('Nothing is deprecated.') === ends.length > 0 ? ['"Nothing is deprecated." is not true'] : []),
  ];
}

function isYearAway([announced = '', end = '']: string[]): boolean {
  const year = new Date(announced);
  year.setUTCFullYear(year.getUTCFullYear() + 1);
  return new Date(end).getTime() >= year.getTime();
}

/** Returns the rows of the table whose first column has a name. */
function rowsBelow(guide: string, head: string): string[][] {
  const lines = guide.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`| ${head} `));
  if (begin < 0) return [];
  const rows = lines.slice(begin + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? undefined : end).map(cellsOf);
}

function cellsOf(line: string): string[] {
  const cells = line.split('|').slice(1, -1);
  return cells.map((cell) => cell.trim());
}
