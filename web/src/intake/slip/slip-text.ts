/*
 * What the text of a slip says. Banks lay their slips out in ways of their own, and a photograph is read with
 * mistakes; so a value counts only where it stands as slips write it, and what is not sure is left out. It is
 * offered to a person, who compares it with the slip.
 */

import type { Day } from '../../format/bangkok.js';
import { readDay, readTimeOfDay } from '../form/typed.js';

/** Where something stands in the picture, in pixels from the left and the top. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A line that was read: its text, and the signs that it is made of, in their order. */
export interface ReadLine {
  readonly text: string;
  readonly signs: readonly Sign[];
}

interface Sign extends Box {
  readonly text: string;
}

/** What stands between two blanks of a line. */
interface Word extends Box {
  readonly text: string;
  readonly signs: readonly Sign[];
}

/** What a slip says of its transfer, as far as it was read. */
export interface SlipText {
  /** In baht, such as `43800.00`. */
  readonly amount?: string;
  readonly day?: Day;
  /** `HH:MM`, with seconds where the slip has them. */
  readonly time?: string;
  readonly reference?: string;
  /** The digits of the receiving account that a slip shows between its masks. */
  readonly toDigits?: string;
  /** The lines of the slip, for what knows the names of banks. */
  readonly lines: readonly string[];
}

/**
 * Reads the lines of a slip, read as Thai and, once more, as Latin letters alone (`latin`): digits and letters are
 * read best by the second, labels and months by the first. `today` is the day in Bangkok.
 */
export function readSlipText(lines: readonly ReadLine[], latin: readonly ReadLine[], today: Day): SlipText {
  const [ofBoth, ofLatin] = [lines.flatMap(wordsOf), latin.flatMap(wordsOf)];
  const rows = rowsOf(joined(withLatin(ofBoth, ofLatin)));
  const amounts = [amountOf(rows), amountOf(rowsOf(joined(ofBoth)))].filter((each) => each !== undefined);
  // An amount that is read in two ways is worse than none.
  const amount = new Set(amounts).size === 1 ? amounts[0] : undefined;
  // The names of English months are read best as Latin.
  const when = { ...whenOf(rowsOf(ofLatin), today), ...whenOf(rows, today) };
  const reference = referenceOf(rows);
  const toDigits = digitsOfReceiver(rows);
  return {
    ...(amount === undefined ? {} : { amount }),
    ...when,
    ...(reference === undefined ? {} : { reference }),
    ...(toDigits === undefined ? {} : { toDigits }),
    lines: rows.map(({ text }) => text),
  };
}

/** Words side by side, and their text. */
interface Row {
  readonly words: readonly Word[];
  readonly text: string;
}

/** Cuts a line into words. Thai is read sign by sign, so only the text of the line says where its blanks are. */
function wordsOf({ text, signs }: ReadLine): Word[] {
  const left = [...signs];
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word): Word[] => {
      const own: Sign[] = [];
      for (let rest = word.length; rest > 0 && left.length > 0; rest -= own.at(-1)?.text.length ?? rest)
        own.push(...left.splice(0, 1));
      return own.length === 0 ? [] : [{ text: word, signs: own, ...around(own) }];
    });
}

function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/** What the reading of Latin letters is believed in: amounts, references and masked numbers. */
const LATIN = [
  /^[฿$B]?\d{1,3}(?:[.,]{1,2}\d{3})*[.,]\d{2}$/,
  /^(?=(?:.*\d){3})[0-9A-Za-z][0-9A-Za-z-]{9,}$/,
  /^[0-9xX*%-]*[xX*%][0-9xX*%-]*\d{3}[0-9xX*%-]*$/,
];

/** Takes such words of the Latin reading in the place of what the other reading saw there. */
function withLatin(words: readonly Word[], latin: readonly Word[]): Word[] {
  const better = latin.filter(({ text }) => LATIN.some((form) => form.test(text)) && !/^\d{1,2}[.:]\d{2}$/.test(text));
  return [...words.filter((word) => !better.some((each) => covers(each, word))), ...better];
}

/** Returns whether most of a word lies within another. */
function covers(one: Box, word: Box): boolean {
  const wide = Math.min(one.right, word.right) - Math.max(one.left, word.left);
  const high = Math.min(one.bottom, word.bottom) - Math.max(one.top, word.top);
  return wide > 0.5 * (word.right - word.left) && high > 0.5 * Math.min(height(one), height(word));
}

/** Joins the pieces of an amount that were read apart, such as `75 300.00`. */
function joined(words: readonly Word[]): Word[] {
  const left = words.toSorted((one, other) => one.left - other.left);
  const done: Word[] = [];
  for (const word of left) {
    const before = done.findIndex(
      (each) =>
        /^[฿$]?\d{1,3}(?:,\d{3})*[.,]*$/.test(each.text) &&
        /^[.,]?(?:\d{3}[.,])*\d{2,3}(?:[.,]\d{2})?$/.test(word.text) &&
        /[.,]\d{2}$/.test(word.text) &&
        Math.abs(middle(each) - middle(word)) < 0.3 * height(word) &&
        word.left - each.right < 0.7 * height(word) &&
        word.left >= each.right - 2,
    );
    const piece = done[before];
    if (piece === undefined) {
      done.push(word);
      continue;
    }
    const text =
      /[.,]$/.test(piece.text) || /^[.,]/.test(word.text) ? piece.text + word.text : `${piece.text},${word.text}`;
    done[before] = { text, signs: [...piece.signs, ...word.signs], ...around([piece, word]) };
  }
  return done;
}

/** Two words are in one row when their middles lie closer than this part of the lower one's height. */
const SAME_ROW = 0.5;

/** Puts words into rows, from the top and from the left: a label and its value are far apart, and read as two texts. */
function rowsOf(words: readonly Word[]): Row[] {
  const rows: Word[][] = [];
  for (const word of words.toSorted((one, other) => middle(one) - middle(other))) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    const isBeside =
      before !== undefined &&
      middle(word) - middle(before) < SAME_ROW * Math.min(height(word), height(before)) &&
      row?.every((each) => each.right <= word.left + 2 || each.left >= word.right - 2);
    if (row !== undefined && isBeside === true) row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => {
    const sorted = row.toSorted((one, other) => one.left - other.left);
    return { words: sorted, text: sorted.map(({ text }) => text).join(' ') };
  });
}

function middle({ top, bottom }: Box): number {
  return (top + bottom) / 2;
}

function height({ top, bottom }: Box): number {
  return bottom - top;
}

/** An amount; a comma and a point are read for one another. */
const AMOUNT = /^(\d{1,3}(?:[.,]{1,2}\d{3})+|\d{1,9})[.,]{1,2}(\d{2})$/;
const IS_AMOUNT = /จ.?.?นวน|amount/i;
const IS_OTHER_AMOUNT = /ธรรมเนี|fee|รวม|total|คงเหลือ|balance/i;
const IS_WRITTEN_BY_PERSON = /บันทึก|memo|note/i;
const IS_BAHT = /^(?:บาท|um|thb|baht)\.?$/i;

/** Writing so much larger than that of other amounts is that of the amount. */
const IS_LARGER = 1.25;

interface AmountFound {
  readonly satang: number;
  readonly text: string;
  readonly high: number;
  readonly isNamed: boolean;
  readonly isOther: boolean;
}

/**
 * Returns the amount of the transfer: the one that stands beside its name, else the one in the largest writing, else
 * the most. A fee, a sum with the fee and what a person wrote are none.
 */
function amountOf(rows: readonly Row[]): string | undefined {
  const found = rows.flatMap((row, index): AmountFound[] => {
    if (IS_WRITTEN_BY_PERSON.test(row.text)) return [];
    const isNamed = IS_AMOUNT.test(row.text) || IS_AMOUNT.test(rows[index - 1]?.text ?? '');
    const isOther = IS_OTHER_AMOUNT.test(row.text);
    return row.words.flatMap((word, place): AmountFound[] => {
      const match = AMOUNT.exec(withoutBahtSign(word));
      // 22.39 น. is a time.
      if (match === null || isTime(word.text, row.words[place + 1]?.text ?? '')) return [];
      const text = `${(match[1] ?? '').replace(/[.,]/g, '')}.${match[2]}`;
      return [{ satang: Math.round(Number(text) * 100), text, high: height(word), isNamed, isOther }];
    });
  });
  const some = found.filter(({ satang }) => satang > 0);
  const sums = new Set(some.flatMap((one) => some.map((other) => (one === other ? 0 : one.satang + other.satang))));
  const own = some.filter(({ satang, isOther }) => !isOther && !sums.has(satang));
  const named = own.filter(({ isNamed }) => isNamed);
  const usual = median(some.map(({ high }) => high));
  const large = own.filter(({ high }) => high >= IS_LARGER * usual);
  const [best] =
    [named, large, own].find(({ length }) => length > 0)?.toSorted((one, other) => other.satang - one.satang) ?? [];
  return best?.text;
}

function isTime(text: string, next: string): boolean {
  return /^([01]?\d|2[0-3])[.:][0-5]\d$/.test(text) && !IS_BAHT.test(next) && !/^(?:บ|u)/.test(next);
}

/** A baht sign stands above and below the digits beside it by this part of their height; an 8 does not. */
const SIGN_IS_TALLER = 1.12;

/**
 * Returns a word without the baht sign before it, which is read as an 8, a B or a $, or as a $ and an 8: it is taller
 * than the digits.
 */
function withoutBahtSign({ text, signs }: Word): string {
  const usual = median(signs.filter((sign) => /^\d$/.test(sign.text)).map(height));
  const isTall = (sign: Sign | undefined): boolean => sign !== undefined && height(sign) > SIGN_IS_TALLER * usual;
  const [first, second] = signs;
  if (first === undefined) return text;
  const isSymbol = /^[B฿$]$/.test(first.text);
  if (!isSymbol && !(first.text === '8' && isTall(first))) return text;
  const isTwice = isSymbol && second?.text === '8' && isTall(second);
  return text.slice(first.text.length + (isTwice ? 1 : 0));
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

const DAY_IN_WORDS =
  /(?<![\d,.])(\d{1,2}) ?([ก-๙][ก-๙., ]{0,11}[ก-๙.,]|[A-Za-z]{3,9}\.?),? ?(\d{4}|\d{2})(?!\d|,\d|[.:]\d)/gu;
const DAY_IN_DIGITS = /(?<![\d-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d-])/g;
const TIME = /(?<![\d.,:-])([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?![\d,:])( ?(?:น|u\.|w|un))?/g;
/** A time whose colon was not read, in a row that is named so. */
const TIME_WITHOUT_COLON = /(?:เวล|time).{0,12}?(?<!\d)([01]\d|2[0-3])([0-5]\d)(?!\d)/i;

/** The months by what is left of them when points, blanks and the marks that are misread are gone. */
const MONTHS: readonly (readonly [RegExp, string])[] = [
  [/^มค$|^มกร/u, 'ม.ค.'],
  [/^กพ$|^กมภ/u, 'ก.พ.'],
  [/^ม[ิี]ค$|^ม[ิี]?นา/u, 'มี.ค.'],
  [/^เมย$|^เมษ/u, 'เม.ย.'],
  [/^พค$|^พฤษภ/u, 'พ.ค.'],
  [/^ม[ิี]?ย$|^ม[ิี]?ถน/u, 'มิ.ย.'],
  [/^กค$|^กรก/u, 'ก.ค.'],
  [/^สค$|^ส[ิี]งห/u, 'ส.ค.'],
  [/^กย$|^กนย/u, 'ก.ย.'],
  [/^ตค$|^ตลา/u, 'ต.ค.'],
  [/^พย$|^พฤศ/u, 'พ.ย.'],
  [/^ธค$|^ธนว/u, 'ธ.ค.'],
];

/** Returns the day and the time that a slip names: the first day, and the time nearest after it. */
function whenOf(rows: readonly Row[], today: Day): { day?: Day; time?: string } {
  const lines = rows.filter(({ text }) => !/บันทึก|memo|note/i.test(text)).map(({ text }) => text);
  const days = lines.flatMap((line, index) => daysIn(line, today).map((found) => ({ ...found, index })));
  const day = days[0];
  const times = lines.flatMap((line, index) => timesIn(line).map((found) => ({ ...found, index })));
  const near = times
    .filter(({ isNamed, hasColon }) => isNamed || hasColon)
    .toSorted((one, other) => distance(one.index, day?.index) - distance(other.index, day?.index));
  const time = near[0]?.time;
  return { ...(day === undefined ? {} : { day: day.day }), ...(time === undefined ? {} : { time }) };
}

function distance(one: number, other: number | undefined): number {
  return other === undefined ? one : Math.abs(one - other);
}

function daysIn(line: string, today: Day): { day: Day }[] {
  const inWords = [...line.matchAll(DAY_IN_WORDS)].map(
    ([, date = '', month = '', year = '']) => `${date} ${monthName(month)} ${year}`,
  );
  const inDigits = [...line.matchAll(DAY_IN_DIGITS)].map(
    ([, date = '', , month = '', year = '']) => `${date}/${month}/${year}`,
  );
  return [...inWords, ...inDigits].flatMap((text) => {
    const day = readDay(text, today);
    return day === undefined || day > today ? [] : [{ day }];
  });
}

/** Returns a month as people write it, also where a point or a mark was misread. */
function monthName(word: string): string {
  // ิ and ี tell two months apart; the other marks are read and lost by chance.
  const plain = word.replace(/[\s.,]|(?!ิ|ี)\p{M}/gu, '');
  return MONTHS.find(([looksLike]) => looksLike.test(plain))?.[1] ?? word;
}

function timesIn(line: string): { time: string; isNamed: boolean; hasColon: boolean }[] {
  const [, hours, minutes] = TIME_WITHOUT_COLON.exec(line) ?? [];
  if (hours !== undefined) return [{ time: `${hours}:${minutes}`, isNamed: true, hasColon: false }];
  return [...line.matchAll(TIME)].flatMap(([whole, hour = '', minute = '', second, after]) => {
    const time = readTimeOfDay(`${hour}:${minute}${second === undefined ? '' : `:${second}`}`);
    if (time === undefined) return [];
    const written = second === undefined ? time.slice(0, 5) : time;
    return [{ time: written, isNamed: after !== undefined, hasColon: whole.includes(':') }];
  });
}

const IS_REFERENCE = /อ้างอิง|อางอิง|เลขที่รายการ|reference|\bref\b|\bref\.|transaction|txn|\bid\b/i;
/** How many digits tell a reference without a name from a word. */
const MANY_DIGITS = 6;

/** Returns the reference: the long number beside its name, or below it, else the longest with many digits. */
function referenceOf(rows: readonly Row[]): string | undefined {
  const long = rows.flatMap((row, index) =>
    row.words.filter(isLong).map(({ text }) => ({ text: text.replace(/[.,:]$/, ''), index })),
  );
  const named = rows.flatMap(({ text }, index) => (IS_REFERENCE.test(text) ? [index] : []));
  const beside = long.find(({ index }) => named.includes(index)) ?? long.find(({ index }) => named.includes(index - 1));
  const [longest] = long
    .filter(({ text }) => text.replace(/\D/g, '').length >= MANY_DIGITS)
    .toSorted((one, other) => other.text.length - one.text.length);
  return (beside ?? longest)?.text;
}

/** Returns whether a word may be a reference: it is no masked account, no amount and no day, and not Thai. */
function isLong({ text }: Pick<Word, 'text'>): boolean {
  const isMasked = /[xX%*]{2}|[xX%*]-|-[xX%*]/.test(text);
  const isPlain = /^(?=(?:.*\d){3})[0-9A-Za-z][0-9A-Za-z-]{9,34}[.,:]?$/.test(text);
  return isPlain && !isMasked;
}

/** A group of digits of a masked account, and the digit that stands behind it. */
const SHOWN = /\d{3,4}(?:-\d(?!\d))?/g;

/** Returns the digits that the last masked account of a slip shows. */
function digitsOfReceiver(rows: readonly Row[]): string | undefined {
  const masked = rows.flatMap(({ words }) => words.filter(({ text }) => /[xX%*]/.test(text) && !isLong({ text })));
  const shown = masked.flatMap(({ text }) => [...text.matchAll(SHOWN)].map(([digits]) => digits.replace('-', '')));
  return shown.length < 2 ? undefined : shown.at(-1);
}
