/** What a row is refused for, by the last word of its code. */
export const REASONS = [
  'FORMULA',
  'CELL',
  'DIGITS',
  'KIND',
  'INCOMPLETE',
  'NO_ORDER_ROW',
  'STATEMENT_INCOMPLETE',
  'CONTRADICTS',
  'KNOWN',
  'FOREIGN',
  'INTEREST',
] as const;
