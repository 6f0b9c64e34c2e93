/**
 * The parts of the system that can act on a row: what each does with it, and where its code is.
 */
export const SYSTEM_PARTS = {
  intake: {
    en: 'intake checks and limits complaints by it',
    th: 'ขั้นตอนรับเรื่องใช้ตรวจและจำกัดเรื่องร้องเรียน',
    code: ['src/domain/complaint', 'src/application'],
  },
  withdrawals: {
    en: 'decides who may ask for and confirm the withdrawal of a complaint',
    th: 'กำหนดผู้มีสิทธิขอและยืนยันการถอนเรื่อง',
    code: ['src/domain/complaint/later/withdrawal.ts'],
  },
  corrections: {
    en: 'decides who may correct a report and who must confirm it',
    th: 'กำหนดผู้มีสิทธิแก้ไขการแจ้งและผู้ยืนยัน',
    code: ['src/domain/complaint/later/correction.ts'],
  },
  papers: {
    en: 'decides who may say by papers whose account it is, and who must confirm it',
    th: 'กำหนดผู้มีสิทธิบันทึกตามเอกสารว่าบัญชีเป็นของผู้แจ้ง และผู้ยืนยัน',
    code: ['src/domain/complaint/later/holder-papers.ts'],
  },
  judge: {
    en: 'the judge makes a finding of it',
    th: 'ระบบวินิจฉัยเป็นผลตามกฎข้อนี้',
    code: ['src/domain/judgement'],
  },
  orders: {
    en: 'hold orders cite it or take their expiry from it',
    th: 'คำสั่งระงับอ้างกฎข้อนี้หรือใช้กำหนดวันสิ้นผล',
    code: ['src/domain/hold', 'src/domain/judgement/complaint-time.ts'],
  },
  releases: {
    en: 'releases cite it',
    th: 'คำสั่งยกเลิกการระงับอ้างกฎข้อนี้',
    code: ['src/domain/hold', 'src/domain/debit'],
  },
  approvals: {
    en: 'decides who may ask for and approve an order',
    th: 'กำหนดผู้มีอำนาจขอและอนุมัติคำสั่ง',
    code: ['src/domain/freeze-request', 'src/domain/judgement/complaint-time.ts'],
  },
  trail: {
    en: 'limits how far the money is followed',
    th: 'กำหนดขอบเขตการติดตามเส้นทางเงิน',
    code: ['src/domain/trail', 'src/application'],
  },
  linking: {
    en: 'decides what links cases with one another, and what does not',
    th: 'กำหนดว่าข้อมูลใดเชื่อมโยงเรื่องเข้าด้วยกัน และข้อมูลใดไม่เชื่อม',
    code: ['src/domain/link', 'src/application'],
  },
  advice: {
    en: 'says whether and how the analysis advises officers, which orders nothing',
    th: 'กำหนดว่าระบบวิเคราะห์ให้คำแนะนำแก่เจ้าหน้าที่หรือไม่และอย่างไร โดยไม่ออกคำสั่งใด',
    code: ['src/domain/advice', 'src/application'],
  },
  exchange: {
    en: 'questions and disclosures cite it',
    th: 'คำขอข้อมูลและการเปิดเผยข้อมูลอ้างกฎข้อนี้',
    code: ['src/domain/evidence', 'src/domain/directive', 'src/application'],
  },
  notices: {
    en: 'notices under section 6 are taken in, timed and settled by it',
    th: 'การแจ้งตามมาตรา 6 รับ นับเวลา และสิ้นสุดตามกฎข้อนี้',
    code: ['src/domain/notice', 'src/application'],
  },
  appeals: {
    en: 'gives the appeals of holders their tiers, times and order',
    th: 'กำหนดลำดับชั้น กำหนดเวลา และลำดับการพิจารณาคำอุทธรณ์ของเจ้าของบัญชี',
    code: ['src/domain/appeal', 'src/application'],
  },
  handling: {
    en: 'gives the work of the people of the centre its times',
    th: 'กำหนดเวลาในการทำงานของเจ้าหน้าที่ศูนย์',
    code: ['src/domain/handling', 'src/domain/draft', 'src/domain/reveal', 'src/application'],
  },
  workbooks: {
    en: 'limits what an institution answers by uploaded workbooks, and decides when a second person confirms',
    th: 'จำกัดคำตอบของสถาบันโดยแฟ้มตาราง และกำหนดว่าเมื่อใดต้องมีผู้ยืนยันคนที่สอง',
    code: ['src/domain/sheet'],
  },
  breaks: {
    en: "gives a break (an institution's word that differs from the record) its owner and its time",
    th: 'กำหนดผู้รับผิดชอบและเวลาเมื่อคำตอบของสถาบันไม่ตรงกับบันทึก',
    code: ['src/domain/break', 'src/domain/statement', 'src/application'],
  },
  reports: {
    en: 'the report of a month is made under it',
    th: 'รายงานประจำเดือนจัดทำตามกฎข้อนี้',
    code: ['src/application', 'src/domain/statistics'],
  },
  duties: {
    en: 'gives a duty, with its time, that shows as open, fulfilled or overdue',
    th: 'เกิดหน้าที่พร้อมกำหนดเวลา แสดงว่ายังไม่ครบกำหนด ปฏิบัติแล้ว หรือเกินกำหนด',
    code: [
      'src/domain/judgement/duties',
      'src/domain/judgement/complaint-time.ts',
      'src/domain/hold/order/expiry.ts',
      'src/domain/hold/order/legal-basis.ts',
    ],
  },
  deadlines: {
    en: 'decides how times are counted',
    th: 'กำหนดวิธีนับระยะเวลา',
    code: ['src/domain/deadlines'],
  },
} as const satisfies Record<string, { en: string; th: string; code: readonly string[] }>;
export type SystemPart = keyof typeof SYSTEM_PARTS;
