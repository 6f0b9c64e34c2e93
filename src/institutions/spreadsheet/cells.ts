const BANGKOK_MS = 7 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** The day 0 of a spreadsheet, 30 December 1899, in epoch ms. */
const SHEET_EPOCH_MS = Date.UTC(1899, 11, 30);

/** Signs with which a spreadsheet program takes a text for a formula. */
const BEGINS_FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Returns a text as it may stand in a cell: one that a spreadsheet program would take for a formula begins with an
 * apostrophe, so that it is shown and never computed.
 */
export function escapedCell(text: string): string {
  return BEGINS_FORMULA.test(text) ? `'${text}` : text;
}

/** Returns whether a text that came in would be a formula in a spreadsheet program. It is never computed here. */
export function isFormula(text: string): boolean {
  return BEGINS_FORMULA.test(text);
}

/** Returns a text without the apostrophe that `escapedCell` put before it. */
export function unescapedCell(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}

/** Returns satang as baht with two decimals and no separator, which every spreadsheet program reads. */
export function bahtCell(satang: string): string {
  const digits = satang.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Returns a text with the digits of every keyboard, Thai ones and those of full width, as 0 to 9. */
export function plainDigits(text: string): string {
  return text.replace(/[๐-๙０-９]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

const BAHT = /^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,14})(?:\.[0-9]{1,2})?$/;

/** Returns the satang of an amount in baht, such as `1,234.5`; undefined: it is none. */
export function satangOfCell(text: string): string | undefined {
  const plain = plainDigits(text);
  if (!BAHT.test(plain)) return undefined;
  const [baht = '', fraction = ''] = plain.replaceAll(',', '').split('.');
  return (BigInt(baht) * 100n + BigInt(fraction.padEnd(2, '0'))).toString();
}

/** Returns an instant as a cell shows it: Bangkok's time, to the millisecond where that matters. */
export function timeCell(instant: string): string {
  const local = new Date(new Date(instant).getTime() + BANGKOK_MS).toISOString();
  const [day = '', time = ''] = local.replace('Z', '').split('T');
  return `${day} ${time.replace(/\.000$/, '')}`;
}

const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;
const DAY_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
/** Six digits: a Buddhist year that was typed as if it were common. */
const SERIAL = /^\d{5,6}(?:\.\d+)?$/;
/** Years from here on are of the Buddhist era. */
const BUDDHIST_FROM = 2400;
/** The Buddhist era is so many years ahead. */
const BUDDHIST_AHEAD = 543;

/**
 * Returns the instant of a cell as RFC 3339 in UTC; undefined: it is none. Without a zone it is Bangkok's time, the
 * year may be Buddhist, digits may be Thai, and the number by which a spreadsheet program keeps a time counts as one.
 */
export function instantOfCell(text: string): string | undefined {
  const plain = plainDigits(text);
  if (WITH_ZONE.test(plain)) return ofCommonYear(Date.parse(plain) + BANGKOK_MS);
  if (SERIAL.test(plain)) return ofCommonYear(SHEET_EPOCH_MS + Math.round(Number(plain) * DAY_MS));
  const yearFirst = YEAR_FIRST.exec(plain);
  const dayFirst = DAY_FIRST.exec(plain);
  const [year, month, day, ...time] =
    yearFirst !== null
      ? yearFirst.slice(1)
      : dayFirst !== null
        ? [dayFirst[3], dayFirst[2], dayFirst[1], ...dayFirst.slice(4)]
        : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const [hours = '0', minutes = '0', seconds = '0', fraction = '0'] = time;
  const rest = [Number(month) - 1, Number(day), Number(hours), Number(minutes), Number(seconds)] as const;
  return instantOf(Number(year), [...rest, Number(fraction.padEnd(3, '0'))]);
}

/** Returns the instant of a time in Bangkok that was read by the common calendar, and whose year may be Buddhist. */
function ofCommonYear(localMs: number): string | undefined {
  const read = new Date(localMs);
  if (Number.isNaN(localMs)) return undefined;
  const time = [read.getUTCHours(), read.getUTCMinutes(), read.getUTCSeconds(), read.getUTCMilliseconds()] as const;
  return instantOf(read.getUTCFullYear(), [read.getUTCMonth(), read.getUTCDate(), ...time]);
}

/** Month from 0, day, hour, minute, second, millisecond. */
type TimeInYear = readonly [number, number, number, number, number, number];

/** Returns an instant by its parts in Bangkok; undefined: there is no such day or time. */
function instantOf(year: number, parts: TimeInYear): string | undefined {
  const [month, day, hours, minutes, seconds] = parts;
  const local = Date.UTC(year >= BUDDHIST_FROM ? year - BUDDHIST_AHEAD : year, ...parts);
  const read = new Date(local);
  // A day or an hour that does not exist would be counted on into the next one.
  const isReal =
    read.getUTCMonth() === month && read.getUTCDate() === day && read.getUTCHours() === hours && minutes < 60;
  return isReal && seconds < 60 ? valid(local - BANGKOK_MS) : undefined;
}

function valid(epochMs: number): string | undefined {
  return Number.isFinite(epochMs) ? new Date(epochMs).toISOString() : undefined;
}
