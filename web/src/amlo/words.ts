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
    masked: 'เลขบัญชีปิดบัง บันทึกคำบอกเล่า พยานหลักฐาน และคำคัดค้าน ไม่อยู่ในสิทธิ์ของ ปปง.',
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
    masked: 'Accounts are masked. The record of the call, evidence and appeals are not open to AMLO.',
  },
};

/** The texts of the AMLO officer's page, beside the shared ones. */
export const useText = textOf({ th, en });
