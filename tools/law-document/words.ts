import { type Both, counted } from '../../src/domain/clock-words.js';
import type {
  CountBasis,
  DeadlineFrom,
  EvidenceStandard,
  Instrument,
  RuleId,
  RuleRow,
} from '../../src/domain/rulebook/row.js';
import type { Period } from '../../src/domain/calendar/period.js';

const DECREE: Both = {
  th: 'พระราชกำหนดมาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี พ.ศ. 2566',
  en: 'Emergency Decree on Measures for the Prevention and Suppression of Technology Crime, B.E. 2566',
};

/** The title of each text, or the body that chose. */
export const INSTRUMENTS: Readonly<Record<Instrument, Both>> = {
  decree_2566: DECREE,
  decree_2566_as_amended: {
    th: `${DECREE.th} แก้ไขเพิ่มเติมโดย (ฉบับที่ 2) พ.ศ. 2568`,
    en: `${DECREE.en}, as amended by No. 2, B.E. 2568`,
  },
  authority_policy: { th: 'นโยบายของหน่วยงาน (ไม่ใช่กฎหมาย)', en: 'policy of authorities, not law' },
  centre_policy: { th: 'นโยบายของ ศปอท. (ไม่ใช่กฎหมาย)', en: 'policy of the centre, not law' },
};

const TRANSCRIPTIONS =
  'https://github.com/NitithX374/CyberCase-Intelligence-Framework/tree/main/rag_service/app/RAG/LegalRAG/data/raw';
const GAZETTE_2566: Both = {
  th: 'เล่ม 140 ตอนที่ 18 ก วันที่ 16 มีนาคม 2566',
  en: 'vol. 140, part 18 ก, 16 March 2023',
};

/** Where each text stands in the Royal Gazette, and the transcription that was read. */
export const GAZETTE: Readonly<Record<Instrument, Both | null>> = {
  decree_2566: {
    th: `${GAZETTE_2566.th} ([สำเนาถอดความ](${TRANSCRIPTIONS}))`,
    en: `${GAZETTE_2566.en} ([transcription](${TRANSCRIPTIONS}))`,
  },
  decree_2566_as_amended: {
    th: `${GAZETTE_2566.th}; ฉบับที่ 2: เล่ม 142 ตอนที่ 27 ก วันที่ 12 เมษายน 2568 ([สำเนาถอดความ](${TRANSCRIPTIONS}))`,
    en: `${GAZETTE_2566.en}; No. 2: vol. 142, part 27 ก, 12 April 2025 ([transcription](${TRANSCRIPTIONS}))`,
  },
  authority_policy: null,
  centre_policy: null,
};

const READ: Both = {
  th: 'สูง: อ่านจากสำเนาถอดความสาธารณะ ต้องตรวจกับราชกิจจานุเบกษา',
  en: 'high: read in a public transcription; check it against the Gazette',
};
const REPORTED: Both = { th: 'สูง: หลายแหล่งข่าวตรงกัน', en: 'high: several reports agree' };
const PARTLY: Both = {
  th: 'ปานกลาง: แหล่งข่าวไม่ครบหรือไม่ระบุวัน',
  en: 'medium: the reports are incomplete or name no day',
};
const UNREAD: Both = {
  th: 'มาตราสูง แต่ยังไม่พบตัวบทของประกาศหรือกฎกระทรวงที่มาตรานี้อ้างถึง',
  en: 'high for the section; the notification or regulation that it refers to was not read',
};
const CHOSEN: Both = { th: 'เป็นทางเลือกของ ศปอท. เอง', en: 'the centre’s own choice' };

const CONFIDENCE: Partial<Record<RuleId, Both>> = {
  'LIST-42': UNREAD,
  'REP-81': UNREAD,
  'REF-82A': UNREAD,
  'REF-82B': UNREAD,
  'LIAB-810': UNREAD,
  'P-AMT': REPORTED,
  'P-REL': REPORTED,
  'P-POL': REPORTED,
};

/** Returns how sure the centre is of a row. */
export function confidenceOf({ ruleId, kind, instrument }: RuleRow): Both {
  return CONFIDENCE[ruleId] ?? (kind === 'statute' ? READ : instrument === 'authority_policy' ? PARTLY : CHOSEN);
}

export const STANDARDS: Readonly<Record<EvidenceStandard, Both | null>> = {
  none: null,
  reasonable_ground: { th: 'เหตุอันควรสงสัย', en: 'reasonable ground to suspect' },
  reason_to_believe: { th: 'พยานหลักฐานอันควรเชื่อได้ว่า', en: 'evidence giving reason to believe' },
};

export const RUNS_FROM: Readonly<Record<DeadlineFrom, Both>> = {
  none: { th: '-', en: '-' },
  order_issued: { th: 'ออกคำสั่ง', en: 'the order is issued' },
  order_expired: { th: 'คำสั่งสิ้นผล', en: 'the order expires' },
  held_or_let_go: { th: 'ระงับเงินหรือปล่อยเงิน', en: 'the money is held, or let go in whole or in part' },
  complaint_received: { th: 'รับคำร้องทุกข์', en: 'the complaint is received' },
  notice_given: { th: 'แจ้ง', en: 'the notice is given' },
  victim_advised: { th: 'แนะนำผู้เสียหาย', en: 'the victim is advised' },
  requested: { th: 'มีคำขอ', en: 'the request' },
  question_asked: { th: 'ส่งคำถาม', en: 'the question is asked' },
  found_or_notified: { th: 'พบเหตุหรือได้รับแจ้ง', en: 'it is found or notified' },
  officer_notified: {
    th: 'เจ้าพนักงานได้รับแจ้งการระงับ (วรรคหนึ่ง) หรือแจ้งสถาบันแห่งแรก (วรรคสอง)',
    en: 'the officer is notified of the suspension (paragraph 1) or notifies the first institution (paragraph 2)',
  },
  disclosed: { th: 'เปิดเผยข้อมูล', en: 'the disclosure' },
  gazetted: { th: 'ประกาศในราชกิจจานุเบกษา', en: 'publication in the Gazette' },
  notified: { th: 'ได้รับแจ้งผล', en: 'the result is notified' },
  claim_term_ended: { th: 'สิ้นกำหนดยื่นคำร้อง', en: 'the end of the term for claims' },
  month_ended: { th: 'สิ้นเดือน', en: 'the end of the month' },
  stated_in_order: { th: 'ตามที่ระบุในคำสั่ง', en: 'as the order states' },
};

export const BASES: Readonly<Record<CountBasis, Both>> = {
  none: { th: '-', en: '-' },
  instant: { th: 'นับตามเวลาจริง ไม่เลื่อนเพราะวันหยุด', en: 'from instant to instant, never moved by holidays' },
  civil_code: { th: 'ป.พ.พ. มาตรา 193/3, 193/5, 193/8', en: 'Civil Code ss.193/3, 193/5, 193/8' },
  apa_64: { th: 'พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง มาตรา 64', en: 'Administrative Procedure Act s.64' },
  at_once: { th: 'ทันที (ดู P-ONCE)', en: 'at once (see P-ONCE)' },
};

const UNITS: Readonly<Record<Period['unit'], Both>> = {
  day: { th: 'วัน', en: 'day' },
  working_day: { th: 'วันทำการ', en: 'working day' },
  month: { th: 'เดือน', en: 'month' },
  year: { th: 'ปี', en: 'year' },
};

/** Writes a period in both languages: `90 วัน`, `90 days`. */
export function periodWords({ amount, unit }: Period): Both {
  return counted(amount, UNITS[unit]);
}
