/**
 * The columns of a workbook, in the shape of the banks' central fraud registry: a row for each thing that is ordered
 * or asked, then what the institution fills in. One table holds all kinds of rows, so that it can be written as CSV too.
 */
const GIVEN_COLUMNS = {
  kind: 'ประเภทแถว',
  id: 'รหัส',
  holdId: 'รหัสการระงับ',
  caseNo: 'เลขเรื่อง',
  level: 'ลำดับชั้นบัญชี',
  account: 'บัญชี',
  askedBaht: 'จำนวนที่สั่งหรือถาม (บาท)',
  creditReference: 'เลขอ้างอิงรายการ',
  creditFrom: 'สถาบันผู้โอน',
  creditBaht: 'จำนวนที่โอน (บาท)',
  creditAt: 'เวลาที่โอน',
  issuedAt: 'เวลาที่ออก',
  endsAt: 'สิ้นสุด',
  replaces: 'แทนคำสั่ง',
  basis: 'ฐานกฎหมาย',
  details: 'รายละเอียดอื่น',
} as const;

/** The columns that the institution fills in. */
export const FILLED_COLUMNS = {
  answer: 'คำตอบ',
  answerBaht: 'จำนวนตามคำตอบ (บาท)',
  answerAt: 'เวลาที่เป็นเช่นนั้น',
  holderToldAt: 'แจ้งเจ้าของบัญชีเมื่อ',
  reason: 'เหตุผล',
  words: 'คำอธิบาย',
  authority: 'หน่วยงานอื่นที่ยึดหรืออายัด',
  authorityBaht: 'จำนวนที่หน่วยงานอื่นยึดหรืออายัด (บาท)',
  otherOrders: 'คำสั่งอื่นที่ระงับเงินนี้',
  holder: 'ผู้ถือบัญชีตรงกัน',
  reference: 'เลขอ้างอิงรายการหักบัญชี',
  toInstitution: 'สถาบันผู้รับ',
  toAccount: 'บัญชีผู้รับ',
  way: 'ช่องทางที่เงินไป',
  debitBaht: 'จำนวนที่หักบัญชี (บาท)',
  ascribedBaht: 'ส่วนที่เป็นเงินเรื่องนี้ (บาท)',
  debitAt: 'เวลาหักบัญชี',
} as const;

const COLUMNS = { ...GIVEN_COLUMNS, ...FILLED_COLUMNS };

export type Column = keyof typeof COLUMNS;
type FilledColumn = keyof typeof FILLED_COLUMNS;

export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly Column[];

/** The columns of a head without which a table is no workbook of ours. */
export const NEEDED_COLUMNS: readonly Column[] = ['kind', 'id', ...(Object.keys(FILLED_COLUMNS) as FilledColumn[])];

/** The columns that hold what an account or a transfer is called, and no amount: each of its digits counts. */
export const DIGITS_COLUMNS: readonly Column[] = ['reference', 'toAccount', 'account'];
export const TIME_COLUMNS: readonly Column[] = ['answerAt', 'holderToldAt', 'debitAt', 'endsAt'];
export const BAHT_COLUMNS: readonly Column[] = [
  'answerBaht',
  'authorityBaht',
  'debitBaht',
  'ascribedBaht',
  'askedBaht',
];

/** What a row is about. The first five the centre writes; a person of the institution adds the others. */
export const ROW_KINDS = [
  'ORDER',
  'RELEASE',
  'QUESTION',
  'RESULT',
  'LISTING',
  'STATE',
  'DEBIT',
  'LAPSE',
  'CREDIT',
  'TOLD',
  'REVIEW',
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** The name of the table in an XLSX file, and of the page that explains it. */
export const TABLE_NAME = 'Rangap';
export const GUIDE_NAME = 'Guide';

/** What stands at the head of a column: its name, which is read back, and its words. */
export function headOf(column: Column): string {
  return `${column} · ${COLUMNS[column]}`;
}

/** Returns the column that a head names; undefined: it is none of ours. */
export function columnOfHead(head: string): Column | undefined {
  const name = head.split('·')[0]?.trim();
  return COLUMN_NAMES.find((column) => column === name);
}
