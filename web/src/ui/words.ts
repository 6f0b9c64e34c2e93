import { everyTextOf } from '../text/every-page.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  file: {
    title: 'ไฟล์แนบ',
    what: 'ไฟล์นี้คืออะไร',
    kind: { slip: 'สลิป', chat: 'แชต', document: 'เอกสาร' },
    type: {
      'image/jpeg': 'ภาพ',
      'image/png': 'ภาพ',
      'image/webp': 'ภาพ',
      'application/pdf': 'PDF',
      'text/plain': 'ข้อความ',
    },
    choose: 'เลือกไฟล์',
    hint: 'ภาพ PDF หรือข้อความ ไฟล์ละไม่เกิน {{most}} ชื่อไฟล์ไม่ถูกส่ง',
    sending: 'กำลังส่ง',
    kept: 'เก็บแล้ว',
    save: 'บันทึกไฟล์',
    remove: 'ลบ{{kind}}',
    byHolder: 'เจ้าของบัญชี',
    onRecord: 'การเปิดไฟล์ถูกบันทึก',
    failed: 'ไม่สำเร็จ: {{why}}',
  },
  reveal: {
    show: 'ดูเต็ม',
    ask: 'ดูเต็ม: {{name}} {{masked}}',
    lead: 'แสดงชั่วครู่แล้วซ่อนเอง การดูและเหตุผลถูกบันทึก',
    reason: 'เหตุผลที่ต้องดู',
    goes: 'ซ่อนเองใน {{seconds}} วินาที',
    hide: 'ซ่อนเลย',
  },
  when: {
    day: 'วันที่',
    time: 'เวลา',
    now: 'ตอนนี้',
    wrong: 'พิมพ์วันและเวลา เช่น 25/11/2569 และ 1344',
  },
} as const;

export const en: SameKeys<typeof th> = {
  file: {
    title: 'Files',
    what: 'What the file is',
    kind: { slip: 'Slip', chat: 'Chat', document: 'Document' },
    type: {
      'image/jpeg': 'picture',
      'image/png': 'picture',
      'image/webp': 'picture',
      'application/pdf': 'PDF',
      'text/plain': 'text',
    },
    choose: 'Choose a file',
    hint: 'A picture, a PDF or a text, {{most}} each at most. The name of the file is not sent',
    sending: 'Sending',
    kept: 'kept',
    save: 'Save the file',
    remove: 'Remove: {{kind}}',
    byHolder: 'holder',
    onRecord: 'Each reading of a file is on record',
    failed: 'It failed: {{why}}',
  },
  reveal: {
    show: 'Show in full',
    ask: 'Show in full: {{name}} {{masked}}',
    lead: 'It is shown for a moment and hides by itself. Who looked and why is on record',
    reason: 'Why it is needed',
    goes: 'Hides by itself in {{seconds}} second[s]',
    hide: 'Hide now',
  },
  when: {
    day: 'Day',
    time: 'Time',
    now: 'Now',
    wrong: 'Type day and time, such as 25/11/2026 and 1344',
  },
};

/** The texts about files, beside the shared ones. */
export const useText = everyTextOf({ th, en });
