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
    notices: 'การแจ้งตามมาตรา 6',
    noNotice: 'ยังไม่มีการแจ้งตามมาตรา 6 ในเรื่องนี้',
    notice: {
      'suspicion.notice': 'สถาบันสงสัยเอง',
      'officer.notice': 'เจ้าหน้าที่แจ้ง',
    },
    suspected: {
      technology_crime: 'อาชญากรรมทางเทคโนโลยี',
      predicate_offence: 'ความผิดมูลฐาน',
      money_laundering: 'ฟอกเงิน',
    },
    by: '{{party}} แจ้ง {{at}}',
    stops: 'ที่ยับยั้งไว้',
    noStop: 'ไม่มีรายการที่ยับยั้ง',
    own: 'สถาบันยับยั้งเอง {{amount}} บาท',
    hold: 'คำสั่งของศูนย์ตามการแจ้ง',
    until: 'ถึง {{at}}',
    found: {
      lawful_action: 'ดำเนินการตามกฎหมายต่อ {{reference}}',
      unfounded: 'ไม่พบเหตุอันควรสงสัย',
    },
    foundBy: 'โดย {{person}} {{at}}',
    say: 'แจ้งผลการตรวจสอบ',
    dialog: {
      title: 'แจ้งผลตรวจสอบ บัญชี{{bank}} {{account}} รายการ {{reference}}',
      lead: 'มาตรา 6 วรรคสาม · {{caseNo}}',
      what: 'ผลการตรวจสอบ',
      lifted: 'ไม่พบเหตุอันควรสงสัย สถาบันเลิกยับยั้ง',
      proceeded: 'ดำเนินการตามกฎหมายต่อ การยับยั้งยังสิ้นตามเวลาของมันเอง',
      reference: 'เลขคดี หมาย หรือคำสั่ง',
      needsReference: 'ระบุเลขคดี หมาย หรือคำสั่ง',
      reason: 'เหตุผล',
      confirm: { lifted: 'แจ้งว่าไม่พบเหตุ', proceeded: 'แจ้งว่าดำเนินการต่อ' },
    },
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
    notices: 'Notices of section 6',
    noNotice: 'There is no notice of section 6 about this case',
    notice: {
      'suspicion.notice': "An institution's own suspicion",
      'officer.notice': "An officer's notice",
    },
    suspected: {
      technology_crime: 'technology crime',
      predicate_offence: 'predicate offence',
      money_laundering: 'money laundering',
    },
    by: '{{party}}, {{at}}',
    stops: 'What is suspended',
    noStop: 'Nothing is suspended',
    own: 'The institution suspends {{amount}} baht itself',
    hold: 'Order of the centre on a notice',
    until: 'until {{at}}',
    found: {
      lawful_action: 'Lawful action goes on: {{reference}}',
      unfounded: 'The suspicion is unfounded',
    },
    foundBy: 'by {{person}}, {{at}}',
    say: 'Say what was found',
    dialog: {
      title: 'Say what was found of {{bank}} {{account}}, transfer {{reference}}',
      lead: 'Section 6 paragraph 3 · {{caseNo}}',
      what: 'What was found',
      lifted: 'Unfounded: the institution lifts its suspension',
      proceeded: 'Lawful action goes on; the suspension still ends at its own time',
      reference: 'Number of the case, warrant or order',
      needsReference: 'Give the number of the case, warrant or order',
      reason: 'Reason',
      confirm: { lifted: 'Say that it is unfounded', proceeded: 'Say that action goes on' },
    },
    masked: 'Accounts are masked. The record of the call, evidence and appeals are not open to AMLO.',
  },
};

/** The texts of the AMLO officer's page, beside the shared ones. */
export const useText = textOf({ th, en });
