import type { BangkokDay } from './bangkok-day.js';

/** A working day on which Thai government offices are closed. */
export interface Holiday {
  day: BangkokDay;
  /**
   * `holiday`: the feast itself. `substitute`: a day in place of one that fell on a weekend.
   * `special`: a day that the cabinet added for that year.
   */
  kind: 'holiday' | 'substitute' | 'special';
  /**
   * False when the day is expected (by rule or moon) or in doubt, and no announcement names it.
   */
  sure: boolean;
  th: string;
  en: string;
}

/** The source of the days; the document of the law shows it too. */
export const HOLIDAY_SOURCE = {
  en:
    'Government holidays of B.E. 2566-2570 (for the promise of the banks in P-REL, Labour Day counts too, and its day in lieu of 2570, Monday 3 May, is unsure), by cabinet resolutions as the press and Thai missions reported them. They are transcribed, ' +
    'not read from the Gazette: check them before relying on one. Days marked unsure are expected: those of 2570 are not announced, the Royal ' +
    'Ploughing Ceremony is set by the Court each year (for 2570 it is left out), and 12 August 2569 stands as usual though the Queen Mother has died. Feasts on a Saturday or Sunday are not listed.',
  th:
    'วันหยุดราชการ พ.ศ. 2566-2570 (สำหรับเวลาตาม P-REL ของธนาคารนับวันแรงงานเป็นวันหยุดด้วย วันชดเชยปี 2570 คือวันจันทร์ที่ 3 พฤษภาคม ยังไม่แน่นอน) ตามมติคณะรัฐมนตรีที่มีการเผยแพร่ คัดจากข่าวและประกาศของหน่วยงาน ไม่ได้คัดจากราชกิจจานุเบกษา ' +
    'ต้องตรวจสอบก่อนใช้อ้างอิง วันที่ระบุว่าไม่แน่นอนเป็นการคาดหมาย: ปี 2570 ยังไม่มีประกาศ วันพืชมงคลกำหนดเป็นปี ๆ ไป (ปี 2570 ยังไม่ทราบ) และวันที่ 12 สิงหาคม 2569 ถือตามเดิม',
} as const;

/**
 * The first and last day that the table covers, and the last day whose holidays were announced;
 * later holidays are expected by rule and moon.
 */
export const HOLIDAYS_FROM: BangkokDay = '2023-01-01';
export const HOLIDAYS_TO: BangkokDay = '2027-12-31';
export const HOLIDAYS_ANNOUNCED_TO: BangkokDay = '2026-12-31';

/** For each year, how sure the table is and what it was compared with. */
export const HOLIDAY_YEARS: readonly { year: number; th: string; en: string }[] = [
  {
    year: 2023,
    th: 'ตรงกับรายการตามมติคณะรัฐมนตรีในข่าวธันวาคม 2565 และมกราคม 2566 และกับปฏิทินสาธารณะของ python-holidays เว้นแต่ปฏิทินนั้นมีวันที่ 3 มกราคมด้วย ซึ่งข่าวไม่มี',
    en: 'agrees with the press lists of December 2022 and January 2023 and with the public calendar of python-holidays, but that this has 3 January as well, which the press has not',
  },
  {
    year: 2024,
    th: 'ตรงกับปฏิทินสาธารณะของ python-holidays ทุกวัน และตรงกับรายการวันหยุดธนาคารที่มีผู้คัดไว้เท่าที่ธนาคารหยุดวันเดียวกัน',
    en: 'agrees with the public calendar of python-holidays in every day, and with lists of bank holidays as far as banks keep the same days',
  },
  {
    year: 2025,
    th: 'ตรงกับ python-holidays ทุกวัน และตรงกับรายการวันหยุดธนาคารที่มีผู้คัดไว้ เว้นแต่วันที่ 16 เมษายน วันพืชมงคล และวันเข้าพรรษา ซึ่งรายการนั้นไม่มี วันหยุดพิเศษตรงกับมติคณะรัฐมนตรี 12 พฤศจิกายน 2567',
    en: 'agrees with python-holidays in every day, and with a list of bank holidays but for 16 April, the Royal Ploughing Ceremony and the day of Lent, which that list has not; the special days are those of the cabinet on 12 November 2024',
  },
  {
    year: 2026,
    th: 'ตรงกับรายการในข่าว 2 ธันวาคม 2568 และกับ python-holidays เว้นแต่วันพืชมงคล (13 พฤษภาคม) ซึ่งยังไม่พบประกาศ และยังไม่พบว่าวันที่ 12 สิงหาคมเปลี่ยนแปลงหรือไม่',
    en: 'agrees with the press list of 2 December 2025 and with python-holidays, but that no announcement of the Royal Ploughing Ceremony (13 May) was found, nor whether 12 August was changed',
  },
  {
    year: 2027,
    th: 'เป็นการคาดหมาย ตรงกับที่ python-holidays คาดหมาย ยังไม่มีประกาศ และไม่ทราบวันพืชมงคล',
    en: 'expected, as python-holidays expects it; nothing is announced, and the Royal Ploughing Ceremony is not known',
  },
];

/**
 * Labour Day, a holiday of banks and not of the government, where it falls on a weekday. For 2027
 * it falls on a Saturday; the day in lieu is expected and was not found in any list.
 */
export const LABOUR_DAYS: readonly { day: BangkokDay; sure: boolean }[] = [
  { day: '2023-05-01', sure: true },
  { day: '2024-05-01', sure: true },
  { day: '2025-05-01', sure: true },
  { day: '2026-05-01', sure: true },
  { day: '2027-05-03', sure: false },
];

/** Holidays of the government that a list of bank holidays did not have. */
export const OPEN_AT_SOME_BANKS: readonly string[] = ['Royal Ploughing Ceremony', 'Buddhist Lent Day'];

/**
 * The government holidays that fall on weekdays, in order. A later announcement is first a row of
 * P-HOLIDAYS, and comes into this table with a release.
 */
export const THAI_HOLIDAYS: readonly Holiday[] = [
  {
    day: '2023-01-02',
    kind: 'substitute',
    sure: true,
    th: 'ชดเชยวันสิ้นปีและวันขึ้นปีใหม่',
    en: "for New Year's Eve and New Year's Day",
  },
  { day: '2023-03-06', kind: 'holiday', sure: true, th: 'วันมาฆบูชา', en: 'Makha Bucha Day' },
  { day: '2023-04-06', kind: 'holiday', sure: true, th: 'วันจักรี', en: 'Chakri Memorial Day' },
  { day: '2023-04-13', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2023-04-14', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2023-04-17', kind: 'substitute', sure: true, th: 'ชดเชยวันสงกรานต์', en: 'for Songkran' },
  { day: '2023-05-04', kind: 'holiday', sure: true, th: 'วันฉัตรมงคล', en: 'Coronation Day' },
  { day: '2023-05-05', kind: 'special', sure: true, th: 'วันหยุดพิเศษ', en: 'special holiday' },
  { day: '2023-05-17', kind: 'holiday', sure: true, th: 'วันพืชมงคล', en: 'Royal Ploughing Ceremony' },
  {
    day: '2023-06-05',
    kind: 'substitute',
    sure: true,
    th: 'ชดเชยวันวิสาขบูชาและวันเฉลิมพระชนมพรรษาสมเด็จพระราชินี',
    en: "for Visakha Bucha Day and the Queen's Birthday",
  },
  {
    day: '2023-07-28',
    kind: 'holiday',
    sure: true,
    th: 'วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว',
    en: "the King's Birthday",
  },
  { day: '2023-07-31', kind: 'special', sure: true, th: 'วันหยุดพิเศษ', en: 'special holiday' },
  { day: '2023-08-01', kind: 'holiday', sure: true, th: 'วันอาสาฬหบูชา', en: 'Asalha Bucha Day' },
  { day: '2023-08-02', kind: 'holiday', sure: true, th: 'วันเข้าพรรษา', en: 'Buddhist Lent Day' },
  { day: '2023-08-14', kind: 'substitute', sure: true, th: 'ชดเชยวันแม่แห่งชาติ', en: "for Mother's Day" },
  { day: '2023-10-13', kind: 'holiday', sure: true, th: 'วันนวมินทรมหาราช', en: 'King Bhumibol Memorial Day' },
  { day: '2023-10-23', kind: 'holiday', sure: true, th: 'วันปิยมหาราช', en: 'Chulalongkorn Day' },
  { day: '2023-12-05', kind: 'holiday', sure: true, th: 'วันพ่อแห่งชาติ', en: "Father's Day" },
  { day: '2023-12-11', kind: 'substitute', sure: true, th: 'ชดเชยวันรัฐธรรมนูญ', en: 'for Constitution Day' },
  {
    day: '2023-12-29',
    kind: 'substitute',
    sure: true,
    th: 'ชดเชยวันสิ้นปี (เลื่อนมาจาก 2 มกราคม 2567)',
    en: "for New Year's Eve, moved from 2 January 2024",
  },
  { day: '2024-01-01', kind: 'holiday', sure: true, th: 'วันขึ้นปีใหม่', en: "New Year's Day" },
  { day: '2024-02-26', kind: 'substitute', sure: true, th: 'ชดเชยวันมาฆบูชา', en: 'for Makha Bucha Day' },
  { day: '2024-04-08', kind: 'substitute', sure: true, th: 'ชดเชยวันจักรี', en: 'for Chakri Memorial Day' },
  { day: '2024-04-12', kind: 'special', sure: true, th: 'วันหยุดพิเศษ', en: 'special holiday' },
  { day: '2024-04-15', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2024-04-16', kind: 'substitute', sure: true, th: 'ชดเชยวันสงกรานต์', en: 'for Songkran' },
  { day: '2024-05-06', kind: 'substitute', sure: true, th: 'ชดเชยวันฉัตรมงคล', en: 'for Coronation Day' },
  { day: '2024-05-10', kind: 'holiday', sure: true, th: 'วันพืชมงคล', en: 'Royal Ploughing Ceremony' },
  { day: '2024-05-22', kind: 'holiday', sure: true, th: 'วันวิสาขบูชา', en: 'Visakha Bucha Day' },
  { day: '2024-06-03', kind: 'holiday', sure: true, th: 'วันเฉลิมพระชนมพรรษาสมเด็จพระราชินี', en: "the Queen's Birthday" },
  { day: '2024-07-22', kind: 'substitute', sure: true, th: 'ชดเชยวันอาสาฬหบูชา', en: 'for Asalha Bucha Day' },
  {
    day: '2024-07-29',
    kind: 'substitute',
    sure: true,
    th: 'ชดเชยวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว',
    en: "for the King's Birthday",
  },
  { day: '2024-08-12', kind: 'holiday', sure: true, th: 'วันแม่แห่งชาติ', en: "Mother's Day" },
  {
    day: '2024-10-14',
    kind: 'substitute',
    sure: true,
    th: 'ชดเชยวันนวมินทรมหาราช',
    en: 'for King Bhumibol Memorial Day',
  },
  { day: '2024-10-23', kind: 'holiday', sure: true, th: 'วันปิยมหาราช', en: 'Chulalongkorn Day' },
  { day: '2024-12-05', kind: 'holiday', sure: true, th: 'วันพ่อแห่งชาติ', en: "Father's Day" },
  { day: '2024-12-10', kind: 'holiday', sure: true, th: 'วันรัฐธรรมนูญ', en: 'Constitution Day' },
  { day: '2024-12-30', kind: 'special', sure: true, th: 'วันหยุดพิเศษ', en: 'special holiday' },
  { day: '2024-12-31', kind: 'holiday', sure: true, th: 'วันสิ้นปี', en: "New Year's Eve" },
  { day: '2025-01-01', kind: 'holiday', sure: true, th: 'วันขึ้นปีใหม่', en: "New Year's Day" },
  { day: '2025-02-12', kind: 'holiday', sure: true, th: 'วันมาฆบูชา', en: 'Makha Bucha Day' },
  { day: '2025-04-07', kind: 'substitute', sure: true, th: 'ชดเชยวันจักรี', en: 'for Chakri Memorial Day' },
  { day: '2025-04-14', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2025-04-15', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2025-04-16', kind: 'substitute', sure: true, th: 'ชดเชยวันสงกรานต์', en: 'for Songkran' },
  { day: '2025-05-05', kind: 'substitute', sure: true, th: 'ชดเชยวันฉัตรมงคล', en: 'for Coronation Day' },
  { day: '2025-05-09', kind: 'holiday', sure: true, th: 'วันพืชมงคล', en: 'Royal Ploughing Ceremony' },
  { day: '2025-05-12', kind: 'substitute', sure: true, th: 'ชดเชยวันวิสาขบูชา', en: 'for Visakha Bucha Day' },
  { day: '2025-06-02', kind: 'special', sure: true, th: 'วันหยุดพิเศษ', en: 'special holiday' },
  { day: '2025-06-03', kind: 'holiday', sure: true, th: 'วันเฉลิมพระชนมพรรษาสมเด็จพระราชินี', en: "the Queen's Birthday" },
  { day: '2025-07-10', kind: 'holiday', sure: true, th: 'วันอาสาฬหบูชา', en: 'Asalha Bucha Day' },
  { day: '2025-07-11', kind: 'holiday', sure: true, th: 'วันเข้าพรรษา', en: 'Buddhist Lent Day' },
  {
    day: '2025-07-28',
    kind: 'holiday',
    sure: true,
    th: 'วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว',
    en: "the King's Birthday",
  },
  { day: '2025-08-11', kind: 'special', sure: true, th: 'วันหยุดพิเศษ', en: 'special holiday' },
  { day: '2025-08-12', kind: 'holiday', sure: true, th: 'วันแม่แห่งชาติ', en: "Mother's Day" },
  { day: '2025-10-13', kind: 'holiday', sure: true, th: 'วันนวมินทรมหาราช', en: 'King Bhumibol Memorial Day' },
  { day: '2025-10-23', kind: 'holiday', sure: true, th: 'วันปิยมหาราช', en: 'Chulalongkorn Day' },
  { day: '2025-12-05', kind: 'holiday', sure: true, th: 'วันพ่อแห่งชาติ', en: "Father's Day" },
  { day: '2025-12-10', kind: 'holiday', sure: true, th: 'วันรัฐธรรมนูญ', en: 'Constitution Day' },
  { day: '2025-12-31', kind: 'holiday', sure: true, th: 'วันสิ้นปี', en: "New Year's Eve" },
  { day: '2026-01-01', kind: 'holiday', sure: true, th: 'วันขึ้นปีใหม่', en: "New Year's Day" },
  { day: '2026-01-02', kind: 'special', sure: true, th: 'วันหยุดพิเศษ', en: 'special holiday' },
  { day: '2026-03-03', kind: 'holiday', sure: true, th: 'วันมาฆบูชา', en: 'Makha Bucha Day' },
  { day: '2026-04-06', kind: 'holiday', sure: true, th: 'วันจักรี', en: 'Chakri Memorial Day' },
  { day: '2026-04-13', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2026-04-14', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2026-04-15', kind: 'holiday', sure: true, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2026-05-04', kind: 'holiday', sure: true, th: 'วันฉัตรมงคล', en: 'Coronation Day' },
  { day: '2026-05-13', kind: 'holiday', sure: false, th: 'วันพืชมงคล', en: 'Royal Ploughing Ceremony' },
  { day: '2026-06-01', kind: 'substitute', sure: true, th: 'ชดเชยวันวิสาขบูชา', en: 'for Visakha Bucha Day' },
  { day: '2026-06-03', kind: 'holiday', sure: true, th: 'วันเฉลิมพระชนมพรรษาสมเด็จพระราชินี', en: "the Queen's Birthday" },
  {
    day: '2026-07-28',
    kind: 'holiday',
    sure: true,
    th: 'วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว',
    en: "the King's Birthday",
  },
  { day: '2026-07-29', kind: 'holiday', sure: true, th: 'วันอาสาฬหบูชา', en: 'Asalha Bucha Day' },
  { day: '2026-07-30', kind: 'holiday', sure: true, th: 'วันเข้าพรรษา', en: 'Buddhist Lent Day' },
  { day: '2026-08-12', kind: 'holiday', sure: false, th: 'วันแม่แห่งชาติ', en: "Mother's Day" },
  { day: '2026-10-13', kind: 'holiday', sure: true, th: 'วันนวมินทรมหาราช', en: 'King Bhumibol Memorial Day' },
  { day: '2026-10-23', kind: 'holiday', sure: true, th: 'วันปิยมหาราช', en: 'Chulalongkorn Day' },
  { day: '2026-12-07', kind: 'substitute', sure: true, th: 'ชดเชยวันพ่อแห่งชาติ', en: "for Father's Day" },
  { day: '2026-12-10', kind: 'holiday', sure: true, th: 'วันรัฐธรรมนูญ', en: 'Constitution Day' },
  { day: '2026-12-31', kind: 'holiday', sure: true, th: 'วันสิ้นปี', en: "New Year's Eve" },
  { day: '2027-01-01', kind: 'holiday', sure: false, th: 'วันขึ้นปีใหม่', en: "New Year's Day" },
  { day: '2027-02-22', kind: 'substitute', sure: false, th: 'ชดเชยวันมาฆบูชา', en: 'for Makha Bucha Day' },
  { day: '2027-04-06', kind: 'holiday', sure: false, th: 'วันจักรี', en: 'Chakri Memorial Day' },
  { day: '2027-04-13', kind: 'holiday', sure: false, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2027-04-14', kind: 'holiday', sure: false, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2027-04-15', kind: 'holiday', sure: false, th: 'วันสงกรานต์', en: 'Songkran' },
  { day: '2027-05-04', kind: 'holiday', sure: false, th: 'วันฉัตรมงคล', en: 'Coronation Day' },
  { day: '2027-05-20', kind: 'holiday', sure: false, th: 'วันวิสาขบูชา', en: 'Visakha Bucha Day' },
  { day: '2027-06-03', kind: 'holiday', sure: false, th: 'วันเฉลิมพระชนมพรรษาสมเด็จพระราชินี', en: "the Queen's Birthday" },
  { day: '2027-07-19', kind: 'holiday', sure: false, th: 'วันเข้าพรรษา', en: 'Buddhist Lent Day' },
  { day: '2027-07-20', kind: 'substitute', sure: false, th: 'ชดเชยวันอาสาฬหบูชา', en: 'for Asalha Bucha Day' },
  {
    day: '2027-07-28',
    kind: 'holiday',
    sure: false,
    th: 'วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว',
    en: "the King's Birthday",
  },
  { day: '2027-08-12', kind: 'holiday', sure: false, th: 'วันแม่แห่งชาติ', en: "Mother's Day" },
  { day: '2027-10-13', kind: 'holiday', sure: false, th: 'วันนวมินทรมหาราช', en: 'King Bhumibol Memorial Day' },
  { day: '2027-10-25', kind: 'substitute', sure: false, th: 'ชดเชยวันปิยมหาราช', en: 'for Chulalongkorn Day' },
  { day: '2027-12-06', kind: 'substitute', sure: false, th: 'ชดเชยวันพ่อแห่งชาติ', en: "for Father's Day" },
  { day: '2027-12-10', kind: 'holiday', sure: false, th: 'วันรัฐธรรมนูญ', en: 'Constitution Day' },
  { day: '2027-12-31', kind: 'holiday', sure: false, th: 'วันสิ้นปี', en: "New Year's Eve" },
];
