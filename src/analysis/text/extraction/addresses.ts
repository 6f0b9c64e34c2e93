import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';

const TOP_LEVEL = [
  ...['com', 'net', 'org', 'info', 'biz', 'xyz', 'shop', 'store', 'online', 'site', 'top', 'vip', 'club', 'win', 'icu'],
  ...['th', 'cc', 'io', 'app', 'live', 'link', 'click', 'pro', 'bet', 'asia', 'tv', 'me', 'ly', 'ee', 'us', 'uk', 'cn'],
  ...['co', 'in', 'hk', 'sg', 'my', 'la', 'kh', 'jp', 'eu', 'ru', 'ai', 'gg', 'to', 'help', 'life', 'fun', 'work'],
  ...['space', 'website', 'tech', 'cloud', 'world', 'fit', 'group', 'finance', 'fund', 'trade', 'market', 'exchange'],
  ...['bank', 'today', 'news', 'digital', 'one', 'best', 'gift', 'sale', 'deals', 'support', 'center', 'page', 'dev'],
];

/** A full stop, also as people write it so that nothing becomes a link. */
const DOT = '(?:\\.|\\[\\.\\]|\\(\\.\\)|\\s?\\[dot\\]\\s?|\\s?\\(dot\\)\\s?)';
const LABEL = '[a-z0-9-]{1,63}';
/** No domain name has more labels before its last one, so no reader needs to try more. */
const MOST_LABELS = 126;
/** A full stop between spaces ends a sentence, but behind a word and before what no sentence begins with. */
const SPACED_END = `(?=[0-9-]*[a-z])${LABEL}\\s\\.\\s(?:com|net|org|info|biz|xyz|icu|vip|(?:co|or|go|in|ac)\\s?\\.\\s?th)`;
const HOST = `(?:${LABEL}${DOT}){1,${MOST_LABELS}}(?:${TOP_LEVEL.join('|')})|(?:www\\s\\.\\s)?(?:${LABEL}${DOT}){0,${MOST_LABELS}}${SPACED_END}`;
const PATH = '[^\\s\\u0e00-\\u0e7f<>"\'“”()]*';
const URL_TEXT = new RegExp(
  `h(?:tt|xx)ps?://${PATH}|(?<![a-z0-9@._/-])(?:${HOST})(?![a-z0-9-]|\\.[a-z])(?::\\d+)?(?:/${PATH})?`,
  'gi',
);

/** Finds web addresses in a folded text, also those without `https://`. */
export function findUrls(text: string): Span[] {
  return [...text.matchAll(URL_TEXT)].map((match) => {
    const written = match[0].replace(/[.,;:!?)\]]+$/, '');
    return { start: match.index, end: match.index + written.length };
  });
}

/** Finds e-mail addresses, so that no other grammar reads a part of one. */
export function findEmails(text: string): Span[] {
  return [...text.matchAll(/[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const ID = '@?[a-z0-9](?:[a-z0-9._-]{1,28}[a-z0-9_])';
const LINE_ANNOUNCED = new RegExp(
  `(?:ไลน์\\s?ไอดี|ไอดี\\s?ไลน์|ไลน์|\\bid\\s?line|(?<![a-z])line(?:\\s?id|\\s?official|\\s?oa)?)` +
    `\\s*(?:id|account|ชื่อ|ว่า|คือ|is|ไอดี|ใหม่|ส่วนตัว|(?:ของ)?(?:เขา|เค้า|มัน|แอดมิน|คนขาย))?\\s*[:=]?\\s*(?:id\\s*[:=]?\\s*)?["“(]?(${ID})(?![a-z0-9@:/])`,
  'gid',
);
const AT_ID = new RegExp(`(?<![a-z0-9._@/])@[a-z0-9](?:[a-z0-9._-]{1,28}[a-z0-9_])`, 'gi');
const OTHER_NETWORK =
  /(?:ไอจี|อินสตา|\big\b|instagram|เทเลแกรม|telegram|ทวิต|twitter|tiktok|ติ๊กต็?อก|facebook|เฟซ|เฟส)[^@]{0,14}$/i;
const NO_ID = /^(?:id|official|account|group|name|pay|chat|app|call|and|was|from|with|by|called|on|of|www\..*)$/i;

/**
 * Finds LINE ids in a folded text: what follows the word LINE, and what begins with `@` where no
 * other network is named. An id that looks like a word needs a digit, sign or "LINE ID" before it.
 */
export function findLineIds(text: string): Span[] {
  const announced = [...text.matchAll(LINE_ANNOUNCED)].flatMap((match) => {
    const place = match.indices?.[1];
    const id = match[1] ?? '';
    if (place === undefined || NO_ID.test(id) || !/[a-z]/i.test(id) || /\.(?:com|net|co\.th)$/i.test(id)) return [];
    const isNamed = /ไลน์|id|[:=]/i.test(match[0].slice(0, match[0].length - id.length));
    return isNamed || /[\d_.@-]/.test(id) ? [{ start: place[0], end: place[1] }] : [];
  });
  const marked = [...text.matchAll(AT_ID)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start }) => !OTHER_NETWORK.test(textBefore(text, start, 28)));
  return [...announced, ...marked.filter(({ start }) => !announced.some((other) => other.start === start))];
}
