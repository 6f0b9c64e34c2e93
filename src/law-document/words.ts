import { type Both, counted } from '../domain/clock-words.js';
import type { CountBasis, DeadlineFrom, EvidenceStandard, Instrument } from '../domain/rulebook/row.js';
import type { Period } from '../domain/calendar/period.js';

export const INSTRUMENTS: Readonly<Record<Instrument, Both>> = {
  decree_2566: { th: 'พ.ร.ก. พ.ศ. 2566', en: 'Emergency Decree B.E. 2566' },
  decree_2566_as_amended: {
    th: 'พ.ร.ก. พ.ศ. 2566 แก้ไขเพิ่มเติมโดยฉบับที่ 2 พ.ศ. 2568',
    en: 'Emergency Decree B.E. 2566 as amended by No. 2, B.E. 2568',
  },
  authority_policy: { th: 'นโยบายของหน่วยงาน (ไม่ใช่กฎหมาย)', en: 'policy of authorities, not law' },
  centre_policy: { th: 'นโยบายของศูนย์ (ไม่ใช่กฎหมาย)', en: 'policy of the centre, not law' },
};

export const STANDARDS: Readonly<Record<EvidenceStandard, Both | null>> = {
  none: null,
  reasonable_ground: { th: 'เหตุอันควรสงสัย', en: 'reasonable ground to suspect' },
  reason_to_believe: { th: 'พยานหลักฐานอันควรเชื่อได้ว่า', en: 'evidence giving reason to believe' },
};

export const RUNS_FROM: Readonly<Record<DeadlineFrom, Both>> = {
  none: { th: '-', en: '-' },
  order_issued: { th: 'ออกคำสั่ง', en: 'the order is issued' },
  order_expired: { th: 'คำสั่งสิ้นผล', en: 'the order expires' },
  complaint_received: { th: 'รับคำร้องทุกข์', en: 'the complaint is received' },
  notice_given: { th: 'แจ้ง', en: 'the notice is given' },
  victim_advised: { th: 'แนะนำผู้เสียหาย', en: 'the victim is advised' },
  requested: { th: 'มีคำขอ', en: 'the request' },
  question_asked: { th: 'ส่งคำถาม', en: 'the question is asked' },
  found_or_notified: { th: 'พบเหตุหรือได้รับแจ้ง', en: 'it is found or notified' },
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
