/** The characters with which a formula begins in a spreadsheet. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Writes a line of CSV (RFC 4180, CRLF). An apostrophe goes before a cell that a spreadsheet would
 * run as a formula, so that a party's text cannot run on the reader's machine.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
