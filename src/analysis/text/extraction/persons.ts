import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';

const RANK = '(?:พล\\.?)?(?:พ|ร|ส|ด|จ)\\.\\s?(?:ต|อ|ท|ส|ร)\\.\\s?(?:(?:อ|ท|ต|ด)\\.)?\\s?(?:หญิง)?';
const TITLE = `(?:นางสาว|น\\.\\s?ส\\.|นส\\.|นาย(?!หน้า|จ้าง|แบบ|ทุน|ทหาร|ตำรวจ|ก(?:ฯ|รัฐ)|อำเภอ|ทะเบียน|แพทย์|พล)|นาง(?!แบบ|ฟ้า|เอก|สาว)|เด็กชาย|เด็กหญิง|ด\\.\\s?ช\\.|ด\\.\\s?ญ\\.|คุณ(?!ภาพ|สมบัติ|ธรรม|ค่า)|ว่าที่\\s?ร\\.?ต\\.?|${RANK})`;
const LETTER = '(?:(?=\\p{Script=Thai})(?!ๆ)[\\p{L}\\p{M}])';
const THAI_NAME = new RegExp(`${TITLE}\\s?(${LETTER}{2,20})\\s{1,2}(${LETTER}{2,30})`, 'gdu');
const ACCOUNT_HOLDER = new RegExp(
  `(?:ชื่อบัญชี|บัญชีชื่อ|ชื่อผู้รับ)\\s*[:：]?\\s*(${LETTER}{2,20})\\s{1,2}(${LETTER}{2,30})`,
  'gdu',
);
const ENGLISH_NAME = /\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.?\s+([A-Z][A-Za-z'-]+)(?:\s+([A-Z][A-Za-z'-]+)){1,2}/g;

const VERBS =
  'ได้|โอน|เป็น|ซึ่ง|ที่|และ|กับ|อ้าง|โทร|ให้|จึง|ว่า|แจ้ง|ธนาคาร|บัญชี|เลข|ชื่อ|บอก|จะ|ก็|แต่|แล้ว|จาก|เมื่อ|ไม่|เพื่อ|ทัก|เข้า|ยอด|จำนวน|เบอร์|หลอก|ชวน|หรือ|โดย|อยู่|อายุ|แนะนำ|ติดต่อ|บล็อก|กำลัง';
const SHORT_WORDS = 'มา|ไป|พอ|ใน|ของ|ผู้|ใช้|ขาย|ซื้อ|ขอ|ตอน|หนู|ผม|เรา|เขา|แม่|พ่อ|ช่วย|เคย|ต้อง|ส่ง|รับ|หาย|เงียบ|ธ|คือ|คน|ทำ|นี้';
/** Words that are no surname, and what begins with a verb; short words begin surnames, too. */
const NO_SURNAME = new RegExp(`^(?:(?:${VERBS})|(?:${SHORT_WORDS})(?:$|${VERBS}|${SHORT_WORDS}))`);
/** Words that begin what follows a surname when no space stands between. */
const AFTER_SURNAME =
  /^(.{2,}?)(?:ได้|โอน|เป็น|ซึ่ง|ที่|และ|กับ|อ้าง|โทร|ให้|จึง|ว่า|แจ้ง|ธนาคาร|บัญชี|เลข|ชื่อ|บอก|แล้ว|จาก|เมื่อ|ไม่|เพื่อ|เข้า|ยอด|จำนวน|เบอร์|หลอก|โดย|ติดต่อ|หายไป|มารู้|ค่ะ|ครับ)/;
const NO_HOLDER = /^(?:ร้าน|บริษัท|บจก|หจก|บมจ|นาย|นาง|น\.ส|คุณ|ธนาคาร|เดียว|คน|ของ|ไม่|เป็น|เขา|ใคร)/;

/** Finds persons in a folded text: a title, a first name and a surname. */
export function findPersons(text: string): Span[] {
  return [...thaiNames(text), ...holders(text), ...englishNames(text)];
}

function thaiNames(text: string): Span[] {
  return [...text.matchAll(THAI_NAME)].flatMap((match) => {
    const first = match[1] ?? '';
    const isInWord = /ท$|เจ้า$|หัวหน้า$|[ก-ฮ]ทนาย$/.test(textBefore(text, match.index, 6)) && match[0].startsWith('นาย');
    if (isInWord || NO_SURNAME.test(first)) return [];
    return surnameSpan(match, match.index);
  });
}

/** An account is held by somebody, so a name there needs no title. */
function holders(text: string): Span[] {
  return [...text.matchAll(ACCOUNT_HOLDER)].flatMap((match) => {
    const place = match.indices?.[1];
    if (place === undefined || NO_HOLDER.test(match[1] ?? '') || NO_SURNAME.test(match[1] ?? '')) return [];
    return surnameSpan(match, place[0]);
  });
}

function surnameSpan(match: RegExpMatchArray, start: number): Span[] {
  const place = match.indices?.[2];
  const surname = match[2] ?? '';
  if (place === undefined || NO_SURNAME.test(surname)) return [];
  const own = AFTER_SURNAME.exec(surname)?.[1] ?? surname;
  return [{ start, end: place[0] + own.length }];
}

function englishNames(text: string): Span[] {
  return [...text.matchAll(ENGLISH_NAME)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
