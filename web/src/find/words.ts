import { textOf } from '../text/translate.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  find: {
    open: 'ค้นหาเรื่อง',
    title: 'ค้นหาเรื่อง',
    lead: 'ทุกการค้นหาถูกบันทึก ผลแสดงเฉพาะเลขที่เรื่อง',
    by: 'ค้นด้วย',
    way: {
      caseNo: 'เลขที่เรื่อง',
      bankCaseId: 'เลขรับแจ้งของธนาคาร',
      account: 'บัญชี',
      promptPay: 'พร้อมเพย์',
      phone: 'โทรศัพท์',
    },
    value: 'สิ่งที่ค้น',
    bank: 'สถาบันของบัญชี',
    chooseBank: 'เลือกสถาบัน',
    kind: 'ชนิดพร้อมเพย์',
    kinds: { phone: 'โทรศัพท์', national_id: 'เลขประจำตัวประชาชน', ewallet: 'อีวอลเล็ต' },
    go: 'ค้นหา',
    none: 'ไม่พบเรื่อง',
    noneDetail: 'ตรวจเลขอีกครั้ง หรือค้นด้วยสิ่งอื่น',
    found: 'พบ {{count}} เรื่อง',
    more: 'มีมากกว่านี้ ค้นให้แคบลง',
    received: 'รับแจ้ง {{at}}',
    failed: 'ค้นหาไม่ได้',
    faulty: 'เลขนี้ไม่ตรงรูปแบบของ {{way}}',
  },
} as const;

export const en: SameKeys<typeof th> = {
  find: {
    open: 'Find a case',
    title: 'Find a case',
    lead: 'Each search is on record. The result is case numbers only',
    by: 'Find by',
    way: {
      caseNo: 'Case number',
      bankCaseId: 'Bank Case ID',
      account: 'Account',
      promptPay: 'PromptPay',
      phone: 'Phone',
    },
    value: 'What to find',
    bank: 'Institution of the account',
    chooseBank: 'Choose an institution',
    kind: 'Kind of PromptPay id',
    kinds: { phone: 'Phone', national_id: 'National id', ewallet: 'E-wallet' },
    go: 'Find',
    none: 'No case was found',
    noneDetail: 'Look at the number again, or find by something else',
    found: '{{count}} cases found',
    more: 'There are more; narrow the search',
    received: 'reported {{at}}',
    failed: 'The search failed',
    faulty: 'This is not the form of: {{way}}',
  },
};

/** The texts of the search, beside the shared ones. */
export const useText = textOf({ th, en });
