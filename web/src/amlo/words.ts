import { textOf } from '../text/translate.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  amlo: {
    title: 'งานของ ปปง.',
    chosen: 'เรื่องที่เลือก',
    tab: { open: 'เรื่องที่เปิดอยู่', all: 'ทุกเรื่อง' },
    column: {
      opened: 'รับเมื่อ',
      caseNo: 'เลขที่เรื่อง',
      status: 'สถานะ',
      stolen: 'เสียหาย (บาท)',
      held: 'ระงับ (บาท)',
      links: 'เรื่องที่เชื่อมโยง',
    },
    none: 'ไม่มีเรื่อง',
    noneDetail: 'เรื่องใหม่จะขึ้นที่นี่เอง',
    openCase: 'เปิดเรื่อง',
    hr03: {
      title: 'รายชื่อ HR-03',
      lead: 'ที่ ปปง. ตอบศูนย์ไว้ของบัญชีในเส้นทางเงิน (บาท) การอ่านถูกบันทึก',
      noAccount: 'ยังไม่พบบัญชีในเส้นทางเงิน',
      nothing: 'ไม่อยู่ในรายชื่อ',
      not_asked: 'ยังไม่ได้ถาม',
      waiting: 'รอ ปปง. ตอบ',
      late: 'ปปง. ตอบช้า',
      declined: 'ปปง. ปฏิเสธ',
      unanswered: 'ไม่ทราบ',
    },
    masked: 'เลขบัญชีปิดบัง บันทึกคำบอกเล่า คำตอบของหน่วยงานอื่น และคำคัดค้าน ไม่อยู่ในสิทธิ์ของ ปปง.',
  },
};

export const en: SameKeys<typeof th> = {
  amlo: {
    title: 'Work of AMLO',
    chosen: 'Chosen case',
    tab: { open: 'Open cases', all: 'All cases' },
    column: {
      opened: 'Received',
      caseNo: 'Case number',
      status: 'State',
      stolen: 'Stolen (baht)',
      held: 'Held (baht)',
      links: 'Linked cases',
    },
    none: 'No cases',
    noneDetail: 'New cases come here by themselves',
    openCase: 'Open the case',
    hr03: {
      title: 'Lists HR-03',
      lead: 'What AMLO told the centre of the accounts on the trail (baht). Each reading is on record',
      noAccount: 'No account is known on the trail yet',
      nothing: 'on no list',
      not_asked: 'not asked',
      waiting: 'AMLO has not answered',
      late: 'AMLO is late',
      declined: 'AMLO declined',
      unanswered: 'unknown',
    },
    masked:
      'Accounts are masked. The record of the call, what other agencies answered, and appeals are not open to AMLO.',
  },
};

/** The texts of the AMLO officer's page, beside the shared ones. */
export const useText = textOf({ th, en });
