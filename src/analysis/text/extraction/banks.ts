import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';

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
  'ธ\\.?\\s?อ\\.?\\s?ส\\.?(?![\\u0e01-\\u0e4e])',
  'ธ\\.?\\s?ก\\.?\\s?ส\\.?(?![\\u0e01-\\u0e4e])',
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
  'bay(?=\\s*(?:\\d|acc|bank))',
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

/** Names that mean a bank only behind a word that says so. */
const NAMES_BEHIND_A_WORD = ['กรุงเทพ', 'ไทย(?:เครดิต)'];

const ALWAYS = `(?:${NAMES.join('|')})|(?<![a-z@._\\-/])(?:${LATIN_NAMES.join('|')})(?![a-z])`;

/** Matches the name of a bank, without its groups; for the words before a number. */
export const BANK_PATTERN = `ธนาคาร|แบงก์|แบงค์|${ALWAYS}`;

const BANK = new RegExp(ALWAYS, 'gi');
const BANGKOK = new RegExp(`(?:${NAMES_BEHIND_A_WORD.join('|')})(?!มหานคร|ฯ)`, 'g');
const BANK_WORD = /(?:ธนาคาร|ธ\.|แบงก์|แบงค์|บัญชี|บช\.)\s*$/;

/** Finds the names of banks in a folded text, in Thai, English and as people say them. */
export function findBanks(text: string): Span[] {
  const spans = (pattern: RegExp): Span[] =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].trimEnd().length }));
  return [
    ...spans(BANK),
    ...spans(BANGKOK).filter(({ start }) => BANK_WORD.test(textBefore(text, start, WORD_BEFORE))),
  ].sort((a, b) => a.start - b.start);
}

const WORD_BEFORE = 12;
