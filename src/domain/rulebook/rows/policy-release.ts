import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { DAY_MS, HOUR_MS } from '../../time.js';
import { AUTHORITY_POLICY, type RuleDraft } from './draft.js';

/**
 * The times for releasing wrong holds, set after the over-freeze of September 2025, and the banks'
 * days.
 */
export const RELEASE_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...AUTHORITY_POLICY,
    ruleId: 'P-REL',
    effectiveFrom: bangkokMidnight('2025-09-15'),
    trigger: 'a holder asks, and nothing links him to the crime',
    parameters: { breachWorkingDays: 1, lowSatang: 50_000 },
    deadlineMs: 4 * HOUR_MS,
    deadlineFrom: 'requested',
    countBasis: 'instant',
    actor: 'institution, centre',
    effect: 'releases within four hours; after one working day it is a breach',
    record: 'who released, and why',
    actsIn: ['releases', 'appeals', 'duties'],
    source:
      'Policy of the Bank of Thailand since 15 September 2025: 4 hours, at most 1 working day, where it was 3 to 7 days. See C5 for the other targets. Sums of up to 500 baht (lowSatang) and regular merchants come first, as in the triage of that month. The policy names bank and centre, and no office that ordered a hold. So an officer of the centre lifts what the centre relayed or ordered (section 7, AOC-85B); what he finds about a hold of police, DSI or AMLO (section 6, OFF-7D, a warrant) goes to that authority, whose person lifts or keeps within the time of P-POL.',
    titleTh: 'ยกเลิกการระงับของผู้ไม่เกี่ยวข้องภายใน 4 ชั่วโมง ไม่เกิน 1 วันทำการ',
    titleEn: 'Release of the unconnected: 4 hours, at most 1 working day',
    textTh:
      'เมื่อเจ้าของบัญชีติดต่อและไม่พบความเชื่อมโยง ธนาคารหรือศูนย์ยกเลิกการระงับภายใน 4 ชั่วโมง เกิน 1 วันทำการถือว่าผิดเป้าหมาย ยอดไม่เกิน 500 บาทและร้านค้าประจำพิจารณาก่อน เก็บผู้ยกเลิกและเหตุผล แนวปฏิบัติระบุธนาคารและศูนย์ ไม่ได้ระบุหน่วยงานอื่นที่สั่งระงับ เจ้าหน้าที่ศูนย์จึงยกเลิกได้เฉพาะการระงับของศูนย์ ส่วนการระงับที่ตำรวจ ดีเอสไอ หรือ ปปง. สั่ง ส่งความเห็นให้หน่วยงานนั้นพิจารณาภายในเวลาของ P-POL',
  },
  {
    ...AUTHORITY_POLICY,
    ruleId: 'P-POL',
    effectiveFrom: bangkokMidnight('2025-09-16'),
    trigger: 'a request to unfreeze reaches the police',
    deadlineMs: 12 * HOUR_MS,
    deadlineFrom: 'requested',
    countBasis: 'instant',
    actor: 'RTP',
    effect: 'reviews by money path, pattern and fit with normal behaviour',
    record: 'result',
    actsIn: ['appeals', 'duties'],
    source: 'Policy of the Royal Thai Police since 16 September 2025: review within 12 hours.',
    titleTh: 'ตำรวจทบทวนคำขอยกเลิกการระงับภายใน 12 ชั่วโมง',
    titleEn: 'Police review within 12 hours',
    textTh:
      'สำนักงานตำรวจแห่งชาติทบทวนคำขอยกเลิกการระงับภายใน 12 ชั่วโมง โดยดูเส้นทางเงิน รูปแบบ และความสอดคล้องกับพฤติกรรมปกติ เก็บผลการทบทวน',
  },
  {
    ...AUTHORITY_POLICY,
    ruleId: 'P-MDES',
    effectiveFrom: bangkokMidnight('2025-09-15'),
    trigger: 'a holder asks, and nothing links him to the crime',
    deadlineMs: 12 * HOUR_MS,
    deadlineFrom: 'requested',
    countBasis: 'instant',
    actor: 'institution, centre',
    effect: 'releases within half a day, where C5 chooses this promise',
    record: 'no record is named',
    actsIn: ['appeals'],
    source:
      'Policy of the Ministry of Digital Economy and Society as told in September 2025: half a day. Neither its first day nor of what day it is the half was stated: it is taken as 15 September and as 12 hours. See C5.',
    titleTh: 'กระทรวงดีอีประกาศให้ยกเลิกการระงับภายในครึ่งวัน',
    titleEn: 'Release within half a day, as MDES promised',
    textTh:
      'กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคมประกาศให้ยกเลิกการระงับของผู้ไม่เกี่ยวข้องภายในครึ่งวัน แหล่งข้อมูลไม่ระบุวันเริ่มและไม่ระบุว่าครึ่งของวันใด ศูนย์นับเป็น 12 ชั่วโมง ใช้เมื่อ C5 เลือก',
  },
  {
    ...AUTHORITY_POLICY,
    ruleId: 'P-3+7',
    effectiveFrom: bangkokMidnight('2025-09-15'),
    trigger: 'an institution holds on its own practice; a section 7 order of the centre, where C4 chooses so',
    parameters: { policeDays: 7 },
    deadlineMs: 3 * DAY_MS,
    deadlineFrom: 'found_or_notified',
    countBasis: 'instant',
    actor: 'institution, RTP',
    effect:
      'releases after three days when police did not act; seven more days when they did; an order of section 7 never past the seven days from the complaint (C4)',
    record: 'no record is named',
    actsIn: ['orders', 'releases', 'duties'],
    source:
      'Policy of the banks as their association told it in September 2025; the day it began was not stated and is taken as 15 September. See C4: the seven days of section 7 run from the complaint.',
    titleTh: 'แนวปฏิบัติของธนาคาร 3 วัน และอีก 7 วันเมื่อตำรวจดำเนินการ',
    titleEn: 'Practice of the banks: 3 days, and 7 more when police act',
    textTh:
      'ตามแนวปฏิบัติของธนาคาร ระงับไว้ 3 วัน และยกเลิกการระงับหากตำรวจไม่ดำเนินการ หากดำเนินการระงับต่ออีก 7 วัน คำสั่งของศูนย์ใช้เวลาตามพระราชกำหนด เว้นแต่ C4 เลือกแนวปฏิบัตินี้ ซึ่งต้องไม่เกินเจ็ดวันนับแต่ร้องทุกข์',
  },
];
