import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';
import { THAI_NUMBER_WORD, thaiNumber } from './thai-number-words.js';

/** An amount of money that a text names, in baht. */
interface FoundAmount extends Span {
  readonly baht: number;
}

const NUMERAL = '(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|\\d+(?:\\.\\d+)?)';
const MULTIPLIED = `(?:พัน|หมื่น|แสน|ล้าน)(?!ธุ์|ธ์|ธะ|ตำรวจ|เอก|โท|ตรี)`;
const BAHT = '(?:บาท|บ\\.(?![\\u0e01-\\u0e4e])|baht|bath\\b|thb\\b|฿|\\.-)';
const ABOUT = '(?:กว่า|เศษ|ถ้วน|เต็ม|พอดี|\\s|ๆ)*';

/** 5 หมื่น, 1.5 ล้าน, 2 แสน 5 หมื่น, 3 หมื่นห้า: numerals with Thai units, then words. */
const MIXED = new RegExp(
  `(?<![\\d,./a-z-])(${NUMERAL}\\s?${MULTIPLIED}(?:\\s?(?:${NUMERAL}|${THAI_NUMBER_WORD})\\s?${MULTIPLIED})*(?:(?:${THAI_NUMBER_WORD}|[1-9](?![\\d,.]))(?![\\u0e34-\\u0e3a\\u0e47-\\u0e4e]))*)${ABOUT}(${BAHT})?`,
  'gi',
);
const WORDS = new RegExp(
  `((?:${THAI_NUMBER_WORD})+)(?!ธุ์|ธ์|ธะ|ตำรวจ|[\\u0e34-\\u0e3a\\u0e47-\\u0e4e])${ABOUT}(${BAHT})?`,
  'gi',
);
const DIGITS = new RegExp(
  `(?:(thb|baht|฿)\\s?)?(?<![\\d.,:/a-z@_$€£¥]|[a-z_]-|\\$ |usdt? |usd|usdt)(${NUMERAL})\\s?(k\\b|m\\b|mil\\b|million|thousand|hundred)?${ABOUT}(${BAHT})?`,
  'gi',
);
const PREFIXED = new RegExp(`(thb|baht|฿)\\s?(${NUMERAL})\\s?(k\\b|m\\b|million|thousand)?`, 'gi');

const ENGLISH_NUMBERS: Readonly<Record<string, number>> = {
  ...{ a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17 },
  ...{ eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70 },
  ...{ eighty: 80, ninety: 90 },
};
const ENGLISH_UNITS: Readonly<Record<string, number>> = { hundred: 100, thousand: 1_000, million: 1_000_000 };
const ENGLISH_WORD = [...Object.keys(ENGLISH_NUMBERS), ...Object.keys(ENGLISH_UNITS), 'and'].join('|');
const ENGLISH = new RegExp(`(?<![a-z])((?:(?:${ENGLISH_WORD})[\\s-]+)+)(?:thai\\s)?(?:baht|bath|thb)\\b`, 'gi');

/** What follows a number that counts something else than baht. */
const COUNTS_OTHER = new RegExp(
  '^[\\s-]*(?:%|เปอร์เซ็น|percent|คน(?!อื่น|ร้าย|ขาย|โกง|โอน)|ราย|ท่าน|ครั้ง|รอบ|วัน(?!ที่)|เดือน|ปี|ชั่วโมง|ชม|นาที|วินาที|สัปดาห์|อาทิตย์|คืน|ชิ้น|เครื่อง|' +
    'ใบ|ตัว|กล่อง|เท่า|บัญชี|มือ(?!ถือ)|งวด|หลัก|ดาว|คัน|เล่ม|สาขา|กลุ่ม|เพจ|เหรียญ|ดอลลาร์|ยูโร|หยวน|เยน|วอน|กิโล|กก|เมตร|ไร่|ตาราง|' +
    'ผู้ติดตาม|ฟอลโล|วิว|ไลก์|ออเดอร์(?!ละ)|รายการ|แห่ง|ชุด|คู่|องศา|โมง|ทุ่ม|น\\.|นาฬิกา|usd|usdt|dollar|euro|bitcoin|btc|eth\\b|' +
    'people|person|victim|member|follower|time|day|week|month|year|hour|minute|piece|item|account|user|day|view|like|app|of us|st\\b|nd\\b|rd\\b|th\\b|km|kg|gb|am\\b|pm\\b)',
  'i',
);
/** What follows the first amount of "300-500 baht". */
const RANGE_OF_BAHT = new RegExp(`^\\s?-\\s?${NUMERAL}${ABOUT}${BAHT}`, 'i');
/** Words behind which a bare number is money. */
const MONEY_BEFORE =
  /(?:โอน|จ่าย|เสีย|หมด|ราคา|ยอด|ค่า|เติม|ฝาก|ถอน|กู้|ยืม|มัดจำ|ชำระ|เงิน|ลงทุน|ลง|หาย|รวม|จำนวน|ใส่|คืน|ตัด|ขอ|ละ|ประกัน|บริจาค|ปรับ|ซื้อ|ทุ่ม|คือ|เต็ม|โดน|เตรียม|กด|แค่|ได้|รับ|earned|gave me|start|emptied|got|paid?|pay|sent|send|lost|lose|transfer(?:red|ed)?|deposit(?:ed)?|top(?:ped)? up|price|fee|amount|total|borrow(?:ed)?|cost|invest(?:ed)?|put in|withdr[ae]w|refund|deposit of|loan of)[^\d.;!?]{0,22}$/i;
const NOT_MONEY_BEFORE =
  /(?:ร้อยละ|อายุ|เลขที่|เลข|ชั้น|ห้อง|รหัส|บ้าน|หมู่|ซอย|ปี|พ\.ศ\.|ค\.ศ\.|รุ่น|เวลา|ตอน|เบอร์|ข้อ|มาตรา|no\.|number|iphone|version|level|order|room|age)\s*$/i;
const VAGUE_BEFORE = /(?:หลาย|หลัก|เป็น|ระดับ|เรือน|คนละครึ่ง)\s*$/;
const LEAST_BARE_BAHT = 100;
/** Words from here on ("two ten-thousands") are hardly ever anything but money. */
const LEAST_WORDS_BAHT = 1_000;
const DIGIT_WORD = /^(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ครึ่ง)$/;
const BEFORE = 40;
/** Gold is weighed in baht, too. */
const GOLD_BEFORE = /(?:ทอง|ทองคำ|ทองคำแท่ง|ทองแท่ง|gold)\s*(?:หนัก\s*)?$/i;
const MOST_GOLD_BAHT = 50;

/** Finds amounts of baht in a folded text, in numerals, Thai words and English words. */
export function findAmounts(text: string): FoundAmount[] {
  const found = [...mixed(text), ...thaiWords(text), ...prefixed(text), ...numerals(text), ...english(text)];
  return found.filter(({ start, baht }) => baht > MOST_GOLD_BAHT || !GOLD_BEFORE.test(textBefore(text, start, BEFORE)));
}

/** Returns the span of a match without the space, and the words for "about", at its end. */
function spanOf(match: RegExpMatchArray, unit: string | undefined, number: string): Span {
  const start = match.index ?? 0;
  if (unit !== undefined) return { start, end: start + match[0].length };
  const offset = match[0].indexOf(number);
  return { start: start + offset, end: start + offset + number.trimEnd().length };
}

function mixed(text: string): FoundAmount[] {
  return [...text.matchAll(MIXED)].flatMap((match) => {
    const [, number = '', unit] = match;
    const baht = thaiNumber(wordsOf(number));
    const span = spanOf(match, unit, number);
    if (baht === null || (unit === undefined && COUNTS_OTHER.test(text.slice(span.end)))) return [];
    return [{ ...span, baht }];
  });
}

function thaiWords(text: string): FoundAmount[] {
  return [...text.matchAll(WORDS)].flatMap((match) => {
    const [, number = '', unit] = match;
    const words = wordsOf(number);
    const baht = thaiNumber(words);
    const span = spanOf(match, unit, number);
    if (baht === null || baht === 0) return [];
    const before = textBefore(text, span.start, BEFORE);
    // Behind "5 " a unit belongs to the numeral; words with a digit of their own do not: "2568 หนึ่งพันบาท".
    const isOfNumeral = unit !== undefined && DIGIT_WORD.test(words[0] ?? '') ? /\d$/ : /\d\s?$/;
    if (isOfNumeral.test(before) || VAGUE_BEFORE.test(before)) return [];
    if (unit !== undefined) return [{ ...span, baht }];
    const isCounted = words.length > 1 && words.some((word) => /^(?:พัน|หมื่น|แสน|ล้าน|ร้อย)$/.test(word));
    const after = text.slice(span.end).replace(/^(?:กว่า|เศษ)/, '');
    const isOther = !after.startsWith(' ') && COUNTS_OTHER.test(after);
    const isMoney = baht >= LEAST_WORDS_BAHT && DIGIT_WORD.test(words[0] ?? '') ? true : MONEY_BEFORE.test(before);
    if (!isCounted || isOther || baht < LEAST_BARE_BAHT || !isMoney) return [];
    return [{ ...span, baht }];
  });
}

function wordsOf(number: string): string[] {
  return number.replace(/,/g, '').match(new RegExp(`\\d+(?:\\.\\d+)?|${THAI_NUMBER_WORD}`, 'g')) ?? [];
}

const ENGLISH_SHORT: Readonly<Record<string, number>> = {
  ...{ k: 1_000, m: 1_000_000, mil: 1_000_000, million: 1_000_000, thousand: 1_000, hundred: 100 },
};

function prefixed(text: string): FoundAmount[] {
  return [...text.matchAll(PREFIXED)].map((match) => ({
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    baht: valueOf(match[2] ?? '', match[3]),
  }));
}

function numerals(text: string): FoundAmount[] {
  return [...text.matchAll(DIGITS)].flatMap((match) => {
    const [, , number = '', short, unit] = match;
    const span = spanOf(
      match,
      unit,
      `${number}${short === undefined ? '' : (match[0].slice(match[0].indexOf(number) + number.length).match(/^\s?[a-z]+/i)?.[0] ?? '')}`,
    );
    const baht = valueOf(number, short);
    if (unit !== undefined) return baht > 0 ? [{ ...span, baht }] : [];
    const before = textBefore(text, span.start, BEFORE);
    const after = text.slice(span.end);
    const isOther =
      (COUNTS_OTHER.test(after.replace(/^\s*(?:กว่า|เศษ)/, '')) &&
        !(baht >= LEAST_BARE_BAHT && /^\s*บัญชี/.test(after))) ||
      /^\s*(?:สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)/.test(after);
    if (isOther || NOT_MONEY_BEFORE.test(before) || VAGUE_BEFORE.test(before)) return [];
    if (/^[-/]\d/.test(after) && !RANGE_OF_BAHT.test(after)) return [];
    const isWrittenAsMoney = /,\d{3}/.test(number) || short !== undefined || RANGE_OF_BAHT.test(after);
    if (!isWrittenAsMoney && (baht < LEAST_BARE_BAHT || !MONEY_BEFORE.test(before))) return [];
    return [{ ...span, baht }];
  });
}

function valueOf(number: string, short: string | undefined): number {
  const factor = short === undefined ? 1 : (ENGLISH_SHORT[short.toLowerCase()] ?? 1);
  return Math.round(Number(number.replace(/,/g, '')) * factor * 100) / 100;
}

function english(text: string): FoundAmount[] {
  return [...text.matchAll(ENGLISH)].flatMap((match) => {
    const baht = englishNumber((match[1] ?? '').toLowerCase().split(/[\s-]+/));
    return baht > 0 ? [{ start: match.index, end: match.index + match[0].length, baht }] : [];
  });
}

function englishNumber(words: readonly string[]): number {
  let total = 0;
  let below = 0;
  for (const word of words) {
    const unit = ENGLISH_UNITS[word];
    if (unit === undefined) below += ENGLISH_NUMBERS[word] ?? 0;
    else if (unit === 100) below = Math.max(1, below) * unit;
    else {
      total += Math.max(1, below) * unit;
      below = 0;
    }
  }
  return total + below;
}
