import { DAY_MS } from '../../time.js';
import { DECREE_2566, type RuleDraft } from './draft.js';

/** Section 6: suspension on a suspicion, without a victim's notice. */
export const SECTION_6_ROWS: readonly RuleDraft[] = [
  {
    ...DECREE_2566,
    ruleId: 'BANK-6A',
    section: 's.6 para 1',
    trigger: 'an institution finds suspicion itself, or learns of it through the section 4 system',
    condition: 'institutionSuspects',
    standard: 'reasonable_ground',
    deadlineMs: 7 * DAY_MS,
    deadlineFrom: 'found_or_notified',
    countBasis: 'instant',
    actor: 'financial institution, operator',
    effect:
      'suspends the transaction at once, tells the next receiving institution, and each suspends for at most seven days from its own finding or notice, and without a result no longer than the time of the officer (OFF-6C)',
    record: 'ground of the suspicion, times',
    actsIn: ['judge', 'orders', 'duties', 'notices'],
    source:
      'Emergency Decree B.E. 2566 s.6 para 1. The seven days run for each institution from its own finding or notice; the officer’s time (OFF-6C) may end before them at a later hop, and the earlier end counts; operators of digital assets are among them since 13 April 2025 (s.3).',
    titleTh: 'สถาบันระงับธุรกรรมต้องสงสัยได้ทันที ไม่เกินเจ็ดวัน',
    titleEn: 'An institution suspends on its own or shared suspicion, at most seven days',
    textTh:
      'เมื่อสถาบันการเงินหรือผู้ประกอบธุรกิจพบเหตุอันควรสงสัยเอง หรือได้รับแจ้งผ่านระบบตามมาตรา 4 ต้องระงับธุรกรรมทันที แจ้งสถาบันที่รับโอนถัดไป และทุกแห่งที่รับโอนระงับไว้ชั่วคราวไม่เกินเจ็ดวัน นับแยกแต่ละแห่งตั้งแต่พบเหตุหรือได้รับแจ้ง และหากไม่มีผลการตรวจสอบ ต้องไม่เกินกำหนดเวลาของเจ้าพนักงาน (OFF-6C) เก็บเหตุแห่งความสงสัยและเวลา',
  },
  {
    ...DECREE_2566,
    ruleId: 'OFF-6B',
    section: 's.6 para 2',
    trigger: 'the criminal officer or the Secretary-General of AMLO gives notice of suspicion',
    condition: 'officerNotified',
    standard: 'reasonable_ground',
    deadlineFrom: 'found_or_notified',
    countBasis: 'at_once',
    actor: 'financial institution, operator',
    effect: 'suspends, enters it into the system, all receiving institutions suspend, and those concerned are told',
    record: 'the notice and the authority of who gave it',
    actsIn: ['judge', 'orders', 'duties', 'notices'],
    source: 'Emergency Decree B.E. 2566 s.6 para 2.',
    titleTh: 'ระงับตามการแจ้งของเจ้าพนักงานหรือเลขาธิการ ปปง.',
    titleEn: 'Suspension on the notice of an officer or of AMLO',
    textTh:
      'เมื่อได้รับแจ้งจากเจ้าพนักงานผู้มีอำนาจดำเนินคดีอาญาหรือเลขาธิการ ปปง. สถาบันการเงินหรือผู้ประกอบธุรกิจต้องระงับทันที นำเข้าระบบ ทุกแห่งที่รับโอนระงับ แล้วแจ้งผู้เกี่ยวข้อง เก็บหนังสือแจ้งและอำนาจของผู้แจ้ง',
  },
  {
    ...DECREE_2566,
    ruleId: 'OFF-6C',
    section: 's.6 para 3',
    trigger: 'a suspension under section 6 was notified',
    condition: 'officerExamines',
    standard: 'reason_to_believe',
    deadlineMs: 7 * DAY_MS,
    deadlineFrom: 'officer_notified',
    countBasis: 'instant',
    actor: 'criminal officer, Secretary-General of AMLO',
    effect: 'proceeds by law if the evidence gives reason to believe, else tells the institution to lift',
    record: 'the result',
    actsIn: ['judge', 'orders', 'releases', 'duties', 'notices'],
    source:
      'Emergency Decree B.E. 2566 s.6 para 3: within seven days of being notified of the suspension (para 1) or of notifying the institution (para 2). A later hop and a bank’s own finding start nothing anew; the centre counts from its receipt of the notice, which it passes on at once. Counted from instant to instant, the shorter reading, because the life of a suspension hangs on it.',
    titleTh: 'เจ้าพนักงานตรวจสอบภายในเจ็ดวัน',
    titleEn: 'The officer examines within seven days',
    textTh:
      'เจ้าพนักงานหรือเลขาธิการ ปปง. ต้องตรวจสอบภายในเจ็ดวันนับแต่ได้รับแจ้งการระงับตามวรรคหนึ่ง หรือนับแต่แจ้งสถาบันแห่งแรกตามวรรคสอง ทอดถัดไปหรือการพบเหตุของธนาคารเองไม่เริ่มนับใหม่ หากมีพยานหลักฐานอันควรเชื่อได้ว่าบัญชีใช้ในการกระทำความผิดให้ดำเนินการตามกฎหมาย หากไม่มีให้แจ้งสถาบันยกเลิกการระงับ เก็บผลการพิจารณา',
  },
  {
    ...DECREE_2566,
    ruleId: 'LIFT-6D',
    section: 's.6 para 4',
    trigger: 'the time of section 6 passed without a result',
    condition: 'timeOfSection6Over',
    deadlineFrom: 'order_expired',
    countBasis: 'at_once',
    actor: 'financial institution, operator',
    effect: 'lifts the suspension',
    record: 'reason "expired"',
    actsIn: ['judge', 'releases', 'duties', 'notices'],
    source:
      'Emergency Decree B.E. 2566 s.6 para 4: no result in time means that the institution lifts. After a result, lawful action or none, it is not the basis of the end (OFF-6C).',
    titleTh: 'ยกเลิกการระงับตามมาตรา 6 เมื่อพ้นกำหนดโดยไม่มีผล',
    titleEn: 'Suspension under section 6 lifted when no result came in time',
    textTh:
      'เมื่อพ้นกำหนดเวลาตามมาตรา 6 โดยไม่ได้รับแจ้งผล (OFF-6C) สถาบันการเงินหรือผู้ประกอบธุรกิจต้องยกเลิกการระงับ เก็บเหตุว่าครบกำหนดเวลา',
  },
];
