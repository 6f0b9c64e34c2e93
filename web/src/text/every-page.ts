import { textsWith } from './texts.js';
import type { SameKeys } from './words.js';

/** The texts of every page, in Thai: those that need no sign-in have these and their own, and no more. */
export const everyTh = {
  screen: {
    name: 'ระงับ',
    demo: 'ระบบสาธิต ข้อมูลสมมติ',
    skipToContent: 'ข้ามไปที่เนื้อหา',
    language: 'English',
    dark: 'มืด',
    light: 'สว่าง',
  },
  reading: {
    loading: 'กำลังโหลด',
    failed: 'อ่านข้อมูลไม่ได้',
    failedDetail: 'กำลังลองใหม่เอง ถ้ายังไม่ได้ แจ้งผู้ดูแลระบบพร้อมรหัส {{code}}',
    retry: 'ลองใหม่',
  },
  expiry: { ends: 'สิ้นสุดอัตโนมัติ {{at}}', left: 'เหลือ {{time}}' },
};

/** The same in English. */
export const everyEn: SameKeys<typeof everyTh> = {
  screen: {
    name: 'Rangap',
    demo: 'Demo, invented data',
    skipToContent: 'Skip to the content',
    language: 'ไทย',
    dark: 'Dark',
    light: 'Light',
  },
  reading: {
    loading: 'Loading',
    failed: 'The data could not be read',
    failedDetail: 'Trying again. If it keeps failing, give the administrator the code {{code}}',
    retry: 'Try again',
  },
  expiry: { ends: 'Ends by itself {{at}}', left: '{{time}} left' },
};

/** Returns the hook that gives the texts of a page, or a part, that needs no sign-in. */
export const everyTextOf = textsWith({ th: everyTh, en: everyEn });

/** Returns the function that gives the texts of every page, and the language. */
export const useEveryText = everyTextOf({ th: {}, en: {} });
