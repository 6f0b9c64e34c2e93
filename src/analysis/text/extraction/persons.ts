import type { Span } from './entity.js';
import { textBefore } from './folded-text.js';
import { THAI_NUMBER_WORD } from './thai-number-words.js';

const RANK = '(?:พล\\.?)?(?:พ|ร|ส|ด|จ)\\.\\s?(?:ต|อ|ท|ส|ร)\\.\\s?(?:(?:อ|ท|ต|ด)\\.)?\\s?(?:หญิง)?';
/** "Fifty" before "called" is no rank: ห้าสิบโทร. A centre, which sounds like zero, is no number here. */
const COUNTED = THAI_NUMBER_WORD.replace('ศูนย์', 'หลาย|กี่|\\d');
const TROOP = '(?:พล|พัน|ร้อย|นาวา|เรือ|จ่าสิบ|สิบ|ดาบ)';
/** Ranks of the police and the army in words, and what doctors are called. */
const RANK_IN_WORDS =
  `(?:ว่าที่)?(?:${TROOP}(?:ตำรวจ|อากาศ)(?:ตรี|โท|เอก)|(?<!${COUNTED})${TROOP}(?:ตรี|โท(?!ร(?![ะ-ฺ]))|เอก)|ดาบตำรวจ|จ่าสิบตำรวจ)(?:หญิง)?` +
  '|ดร\\.|นพ\\.|พญ\\.';
/** What begins with a title and is an office, a trade or another word: `นายหน้า` is a broker. */
const OFFICES =
  'หน้า|จ้าง|แบบ|ทุน|ทหาร|ตำรวจ|ก(?:ฯ|รัฐ|เทศ|อบ[ตจ](?!\\p{M})|สมาคม|องค์)|อำเภอ|ทะเบียน|แพทย์|พล|ท้าย|ประกัน(?:ตัว|ภัย|อิสระ)|ด่าน(?:ศุลกากร|ตรวจ|เก็บ|แม่)|' +
  'เรือ(?:ตรี|โท|เอก|ประมง|สินค้า|โดยสาร)|ช่าง(?:ใหญ่|ไฟ|โยธา|เทคนิค|รังวัด|สำรวจ|เครื่อง|แอร์|คุม|ซ่อม|ประปา|ไม้|ปูน|รับเหมา|ก่อสร้าง|ประจำ)';
const NO_MRS = 'แบบ|ฟ้า|เอก|สาว|พยาบาล|ร้าย|ใน|งาม(?:จักรวาล|มิส)';
const NO_KHUN = 'ภาพ|สมบัติ|ธรรม|ค่า|ตา[มย](?![ะ-ฺ])|ลูกค้า';
const TITLE = `(?:นางสาว|น\\.\\s?ส\\.|นส\\.|นาย(?!${OFFICES})|นาง(?!${NO_MRS})|เด็กชาย|เด็กหญิง|ด\\.\\s?ช\\.|ด\\.\\s?ญ\\.|คุณ(?!${NO_KHUN})|ว่าที่\\s?ร\\.?ต\\.?|${RANK}|${RANK_IN_WORDS})`;
const LETTER = '(?:(?=\\p{Script=Thai})(?!ๆ)[\\p{L}\\p{M}])';
/** A surname, or the first letter of one with a full stop. */
const SURNAME = `${LETTER}{2,30}|${LETTER}\\.`;
const THAI_NAME = new RegExp(`${TITLE}\\s?(${LETTER}{2,20})\\s{1,2}(${SURNAME})`, 'gdu');
const FIRST_NAME_ALONE = new RegExp(`(${TITLE})\\s?(${LETTER}{2,40})`, 'gdu');
const ACCOUNT_HOLDER = new RegExp(
  `(?:ชื่อบัญชี|บัญชีชื่อ|ชื่อผู้รับ(?:เงิน|โอน)?|ผู้รับ(?:เงิน|โอน)?\\s?(?:ชื่อ|คือ)|เจ้าของบัญชี|ชื่อ(?:ใน|ตาม)สลิป|ชื่อ-?(?:นาม)?สกุล|คนชื่อ|ในนาม)` +
    `\\s*(?:คือ|ชื่อ|ว่า)?\\s*[:：]?\\s*(${LETTER}{2,20})\\s{1,2}(${SURNAME})`,
  'gdu',
);
const ENGLISH_RANK =
  '(?:Police|Pol\\.?)\\s(?:Lieutenant\\s|Lt\\.?\\s|Major\\s|Maj\\.?\\s|Senior\\s)?(?:General|Gen|Colonel|Col|Major|Maj|Captain|Capt|Lieutenant|Lt|Sergeant(?:\\sMajor)?|Sgt|Corporal)';
const CAPITALISED = "(?:[A-Z][A-Za-z'-]+|[A-Z]\\.)";
const ENGLISH_NAME = new RegExp(
  `\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Captain|Colonel|${ENGLISH_RANK})\\b\\.?\\s+[A-Z][A-Za-z'-]+(?:\\s+${CAPITALISED}){1,2}|\\b(?:Mr|Mrs|Ms)\\b\\.?\\s+[A-Z][a-z'-]+`,
  'g',
);
/** A foreigner with a Thai title. */
const FOREIGN_NAME = new RegExp(`${TITLE}\\s?[A-Z][A-Za-z'-]+(?:\\s${CAPITALISED}){0,2}`, 'gu');
const ENGLISH_HOLDER = new RegExp(
  `\\b(?:(?:[Aa]ccount|[Pp]ayee|[Bb]eneficiary) name|(?:under|in) the name(?: of)?|[Aa]ccount holder|[Bb]eneficiary|[Pp]ayee)\\s*(?:is|was|:)?\\s*(${CAPITALISED}(?:\\s+${CAPITALISED}){1,2})`,
  'gd',
);

const VERBS =
  'ได้|โอน|เป็น|ซึ่ง|ที่|และ|กับ|อ้าง|โทร|ให้|จึง|ว่า|แจ้ง|ธนาคาร|บัญชี|เลข|ชื่อ|บอก|จะ|ก็|แต่|แล้ว|จาก|เมื่อ|ไม่|เพื่อ|ทัก|เข้า|ยอด|จำนวน|เบอร์|หลอก|ชวน|ขับ|หรือ|โดย|อยู่|อายุ|แนะนำ|ติดต่อ|บล็อก|กำลัง';
const SHORT_WORDS =
  'ไลน์|เฟซ|เฟส|มา|ไป|พอ|ใน|ของ|ผู้|ใช้|ขาย|ซื้อ|ขอ|ตอน|หนู|ผม|เรา|เขา|แม่|พ่อ|ช่วย|เคย|ต้อง|ส่ง|รับ|หาย|เงียบ|ธ|คือ|คน|ทำ|นี้';
/** Words that are no surname, and what begins with a verb; short words begin surnames, too. */
const NO_SURNAME = new RegExp(`^(?:(?:${VERBS})|(?:${SHORT_WORDS})(?:$|${VERBS}|${SHORT_WORDS}))`);
/** Words that begin what follows a surname when no space stands between. */
const AFTER_SURNAME =
  /^(.{2,}?)(?:ได้|โอน|เป็น|ซึ่ง|ที่|และ|กับ|อ้าง|โทร|ให้|จึง|ว่า|แจ้ง|ธนาคาร|บัญชี|เลข|ชื่อ|บอก|แล้ว|จาก|เมื่อ|ไม่|เพื่อ|เข้า|ยอด|จำนวน|เบอร์|หลอก|โดย|ติดต่อ|หายไป|มารู้|ค่ะ|ครับ)/;
const NO_HOLDER = /^(?:ร้าน|บริษัท|บจก|หจก|บมจ|นาย|นาง|น\.ส|คุณ|ธนาคาร|เดียว|คน|ของ|ไม่|เป็น|เขา|ใคร)/;

/**
 * Finds persons in a folded text: a title, a first name and a surname, first; then those of whom no
 * surname is told. A reader takes the first of spans that overlap.
 */
export function findPersons(text: string): Span[] {
  return [...thaiNames(text), ...holders(text), ...englishNames(text), ...firstNames(text)];
}

function thaiNames(text: string): Span[] {
  return overlapping(text, THAI_NAME).flatMap((match) => {
    const first = match[1] ?? '';
    if (isInWord(text, match) || NO_FIRST_NAME.test(first) || NO_SURNAME.test(first)) return [];
    const craft = CRAFT_OR_KIN.exec(match[0])
      ?.slice(1)
      .find((word) => word !== undefined);
    if (craft !== undefined && !isNameBehind(first.slice(craft.length), match[2] ?? '') && !isHolder(text, match))
      return [];
    return surnameSpan(match, match.index);
  });
}

/** An account names its holder in full, so `นายเรือ` is a name there. */
function isHolder(text: string, match: RegExpMatchArray): boolean {
  return /^นา[ยง]/.test(match[0]) && /(?:ชื่อบัญชี|บัญชีชื่อ)\s?[:：]?\s?$/.test(textBefore(text, match.index ?? 0, 12));
}

/** What people are called by their craft or as kin; names begin so, too: `นายช่างทอง`, `คุณน้องนุช`. */
const CRAFT_OR_KIN = /^(?:นาย(ช่าง|ประกัน|ด่าน|เรือ(?![งน]))|นาง(งาม)|คุณ(ตา(?!ล)|ยาย|แม่|พ่อ|ปู่|ย่า|ลุง|ป้า|ครู|หมอ|พี่|น้อง))/;
/** What else stands behind a craft or kin: what such a person is, does, or what is done to them. */
const NO_NAME_BEHIND =
  /^(?:โดน|ถูก|เสีย|ร้องไห้|สนใจ|สอบถาม|ตกใจ|กลัว|เครียด|เชื่อ|หลง|กด|คลิก|ดู(?!ล)|ฟัง|พูด|คุย|สอน|ถาม|ตอบ|ยืม|จ่าย|หมด|เห็น|รู้|คิด|อยาก|เล่น|เพิ่ง|ยัง|เล่า|เตือน|สั่ง|ป่วย|สมัคร|ลงทุน|ลอง|หา(?!ญ)|เอา|กรุณา|รบกวน|สามารถ|กรอก|ยืนยัน|รอ(?![ดง])|มาดู|ขอ|เรียก|ทิ้ง|หนี|ทำ|ค้าง|ทหาร|ประจำ|ออนไลน์|ร้าน|แอดมิน|นัด|เกษียณ|มาก|ข้าง|คุณ(?!า)|คะ$)/;
const NO_SURNAME_BEHIND = /^(?:โดน|ถูก|เสียเงิน|ร้องไห้|สอบถาม|ตกใจ|เตือน|เห็น|เล่า|หลงเชื่อ|สูญ|เรียก|ทิ้ง|หนี|ทั้ง|มาก$|นาย|นางสาว)/;

/** A name with a surname follows the craft or the kin, and no sentence about them. */
function isNameBehind(name: string, surname: string): boolean {
  const isSentence = [NO_NAME_BEHIND, NO_FIRST_NAME, NO_SURNAME, AFTER_SURNAME].some((word) => word.test(name));
  return name.length > 1 && !isSentence && !NO_SURNAME_BEHIND.test(surname);
}

/** The end of a longer word, such as `ทนาย`, is no title. */
function isInWord(text: string, match: RegExpMatchArray): boolean {
  return match[0].startsWith('นาย') && /ท$|เจ้า$|หัวหน้า$|[ก-ฮ]ทนาย$/.test(textBefore(text, match.index ?? 0, 6));
}

/**
 * Finds a title with a first name alone. It ends where a space or another word follows; `คุณ` is as
 * often "you", so it counts only behind `ชื่อ`.
 */
function firstNames(text: string): Span[] {
  return overlapping(text, FIRST_NAME_ALONE).flatMap((match) => {
    const [title, name] = [match[1] ?? '', match[2] ?? ''];
    const place = match.indices?.[2];
    const own = AFTER_SURNAME.exec(name)?.[1] ?? name;
    if (
      place === undefined ||
      isInWord(text, match) ||
      NO_FIRST_NAME.test(name) ||
      NO_SURNAME.test(name) ||
      CRAFT_OR_KIN.test(match[0]) ||
      own.length > FIRST_NAME_MAX
    )
      return [];
    if (title === 'คุณ' && !/ชื่อ\s?$/.test(textBefore(text, match.index, 6))) return [];
    return [{ start: match.index, end: place[0] + own.length }];
  });
}

const FIRST_NAME_MAX = 14;
const NO_FIRST_NAME = /^(?:คน|ท่าน|หนึ่ง|นี้|นั้น|อื่น|วัย|ทั้ง|ตัว|จีน|ฝรั่ง)/;

/** Returns the matches of a pattern, also one that begins within another: that one may be no name. */
function overlapping(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    found.push(match);
    search.lastIndex = match.index + 1;
  }
  return found;
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
  const titled = [...text.matchAll(ENGLISH_NAME), ...text.matchAll(FOREIGN_NAME)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  const holding = [...text.matchAll(ENGLISH_HOLDER)].flatMap(({ indices }) => (indices?.[1] ? [indices[1]] : []));
  return [...titled, ...holding].map(([start, end]) => ({ start, end }));
}
