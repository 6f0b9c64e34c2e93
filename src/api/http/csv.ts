import { visibleText } from '../../domain/visible-text.js';

/** The signs with which a formula begins in a spreadsheet, also in their wide forms, after blanks. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * Writes a line of CSV (RFC 4180, CRLF). An apostrophe goes before a cell that a spreadsheet would
 * run as a formula, so that a party's text cannot run on the reader's machine; signs that hide or
 * turn a text around are made visible.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const visible = visibleText(value);
  const text = FORMULA.test(value) || FORMULA.test(visible) ? `'${visible}` : visible;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
