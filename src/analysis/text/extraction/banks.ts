import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';

/**
 * An abbreviation such as ธ.อ.ส. ends here: the next character is no Thai letter, or one of these words
 * follows, which often stand after the name of a bank.
 */
const ENDS = '(?![\\u0e01-\\u0e4e])|(?=ไป|มา|เลข|บัญชี|บช|ให้|จาก|เป็น|ที่|ชื่อ|ได้|โอน|แล้ว|ของ|สาขา|ครับ|ค่ะ)';

/** Names that mean a bank wherever they stand; the longer before the shorter. */
const NAMES = [
  'กสิกรไทย',
  'กสิกร',
  'ไทยพาณิชย์',
  'กรุงศรีอยุธยา',
  'กรุงศรี',
  'กรุงไทย',
  'ทหารไทยธนชาต',
  'ทหารไทย',
  'ธนชาต',
  'ทีเอ็มบีธนชาต',
  'ทีเอ็มบี',
  'ทีทีบี',
  'ออมสิน',
  'อาคารสงเคราะห์',
  `ธ\\.?\\s?อ\\.?\\s?ส\\.?(?:${ENDS})`,
  `ธ\\.?\\s?ก\\.?\\s?ส\\.?(?:${ENDS})`,
  'เพื่อการเกษตรและสหกรณ์การเกษตร',
  'ยูโอบี',
  'ซีไอเอ็มบี(?:\\s?ไทย)?',
  'แลนด์\\s?แอนด์\\s?เฮ้าส์',
  'ทิสโก้',
  'เกียรตินาคินภัทร',
  'เกียรตินาคิน',
  'ไทยเครดิต',
  'ไอซีบีซี(?:\\s?ไทย)?',
  'สแตนดาร์ดชาร์เตอร์ด',
  'เอสซีบี',
  'เคแบงก์',
  'อิสลามแห่งประเทศไทย',
];

const LATIN_NAMES = [
  'kasikorn\\s?bank',
  'kasikornthai',
  'kasikorn',
  'k[- ]?bank',
  'siam commercial(?: bank)?',
  'scbt?',
  'bangkok bank',
  'bbl',
  'krung\\s?thai(?: bank)?',
  'ktb',
  'krungsri(?: bank)?',
  'bank of ayudhya',
  'tmb\\s?thanachart',
  'thanachart',
  'ttb',
  'tmb',
  'government savings bank',
  'gsb',
  'ghb?(?: bank)(?![a-z])',
  'ghb',
  'baac',
  'uob',
  'cimb(?:\\s?thai)?',
  'lh\\s?bank',
  'tisco',
  'kkp',
  'kiatnakin(?:\\s?phatra)?',
  'icbc',
];

/** Names that mean a bank only after a word that says so, or beside the number of an account. */
const NAMES_BEHIND_A_WORD = ['กรุงเทพ', 'ไทย(?:เครดิต)'];

const ALWAYS = `(?:${NAMES.join('|')})|(?<![a-z@._\\-/])(?:${LATIN_NAMES.join('|')})(?![a-z])`;

/** The pattern of a bank's name, without a capture group. `numbers.ts` sees by it that a number is an account. */
export const BANK_PATTERN = `ธนาคาร|แบงก์|แบงค์|${ALWAYS}`;

const BANK = new RegExp(ALWAYS, 'gi');
const BANGKOK = new RegExp(`(?:${NAMES_BEHIND_A_WORD.join('|')})(?!มหานคร|ฯ)`, 'g');
/** Capital letters only: in small letters, "bay" is an English word. */
const BAY = /(?<![A-Za-z@._/-])BAY(?![A-Za-z])/g;
const BANK_WORD = /(?:ธนาคาร|ธ\.|แบงก์|แบงค์|บัญชี|บช\.)\s*$/;

/** Finds the names of banks in a folded text, in Thai, English and as people say them. */
export function findBanks(text: string): Span[] {
  const spans = (pattern: RegExp): Span[] =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].trimEnd().length }));
  return [
    ...spans(BANK),
    ...spans(BAY),
    ...spans(BANGKOK).filter(
      ({ start, end }) =>
        BANK_WORD.test(textBefore(text, start, WORD_BEFORE)) ||
        ACCOUNT_BEFORE.test(textBefore(text, start, ACCOUNT_MOST)) ||
        ACCOUNT_BEHIND.test(text.slice(end, end + ACCOUNT_MOST)),
    ),
  ].sort((a, b) => a.start - b.start);
}

const WORD_BEFORE = 12;
/** The number of an account stands beside the name of its bank. */
const ACCOUNT_BEFORE = /\d(?:[- ]?\d){9,}\s*$/;
const ACCOUNT_BEHIND = /^\s*(?:เลขที่|เลขบัญชี|เลข|บัญชี)?\s*\d(?:[- ]?\d){9,}/;
const ACCOUNT_MOST = 36;
