/** What stands after a number as its unit, in both languages. */
const UNITS = [
  'บาท',
  'น.',
  'วินาที',
  'นาที',
  'ชม.',
  'ชั่วโมง',
  'วัน',
  'เดือน',
  'ปี',
  'รายการ',
  'บัญชี',
  'เรื่อง',
  'ครั้ง',
  'ราย',
  'ข้อ',
  'แถว',
]
  .concat(['baht', 'seconds', 'minutes', 'min', 'hours', 'h', 'days', 'd', 'a.m.', 'MB', 'kB'])
  .map((unit) => unit.replace('.', '\\.'))
  .join('|');
const NUMBER_THEN_UNIT = new RegExp(`(?<=\\d) (?=(?:${UNITS})(?![a-z]))`, 'g');
/** What stands before a number and is nothing without it. */
const NAME_THEN_NUMBER = /(?<=(?:พ\.ศ\.|มาตรา|ม\.|วรรค|กด|section|press)) (?=\d)/gi;

/** Keeps a number in one line with its unit, and with the word that it belongs to. */
export function unbroken(text: string): string {
  return text.replace(NUMBER_THEN_UNIT, '\u00a0').replace(NAME_THEN_NUMBER, '\u00a0');
}
