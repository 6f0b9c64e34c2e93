import { instantWords } from '../../calendar/instant-words.js';
import type { Both } from '../../clock-words.js';
import { formatBaht } from '../../money.js';
import { missingOf, type ToldTransfer } from '../intake/incomplete-transfer.js';
import { sayAboutAmount, sayAboutTime } from '../intake/told-roughly.js';

/** One line of a record as people read it: what stands on the left, and its value. */
export interface RecordLine {
  readonly name: Both;
  readonly value: Both;
}

/** Gives the names of a party by its slug; of one that nobody has, the slug. */
type NamesOfParty = (slug: string) => Both;

const both = (th: string, en: string): Both => ({ th, en });
const same = (text: string): Both => ({ th: text, en: text });

/** What the fields of the record are called. */
const FIELDS: Readonly<Record<string, Both>> = {
  title: both('เอกสาร', 'Document'),
  caseNo: both('เลขที่เรื่อง', 'Case number'),
  channel: both('แจ้งทาง', 'Given by'),
  noticeGivenAt: both('แจ้งเมื่อ', 'Notice given'),
  recordedAt: both('บันทึกเมื่อ', 'Written down'),
  recipient: both('ผู้รับแจ้ง', 'Taken by'),
  subject: both('รหัสผู้ใช้', 'User'),
  name: both('ชื่อ', 'Name'),
  reporter: both('ผู้แจ้ง', 'Given by whom'),
  phone: both('โทรศัพท์', 'Telephone'),
  holdsVictimAccount: both('ผู้แจ้งกับบัญชี', 'That person and the account'),
  actsFor: both('ผู้แจ้งแทนโดยชอบ', 'Speaks for the victim'),
  as: both('ในฐานะ', 'As'),
  document: both('เอกสาร', 'Document'),
  documentNo: both('เลขที่เอกสาร', 'Number of the document'),
  victimNumberAsTold: both(
    'เลขประจำตัวผู้เสียหายตามที่แจ้ง ไม่ถูกต้อง ต้องถามอีกครั้ง',
    "The victim's number as told; it cannot be right and is asked again",
  ),
  phoneAsTold: both('โทรศัพท์ตามที่แจ้ง ไม่ถูกต้อง ต้องถามอีกครั้ง', 'Telephone as told; it cannot be right and is asked again'),
  victimPhoneAsTold: both(
    'โทรศัพท์ผู้เสียหายตามที่แจ้ง ไม่ถูกต้อง ต้องถามอีกครั้ง',
    "The victim's telephone as told; it cannot be right and is asked again",
  ),
  victimAccountAsTold: both(
    'บัญชีที่เสียหายตามที่แจ้ง ไม่ถูกต้องหรือไม่ครบ ต้องถามอีกครั้ง',
    'Account that lost money, as told; it is not right or not whole and is asked again',
  ),
  victimAccount: both('บัญชีที่เสียหาย', 'Account that lost money'),
  transfers: both('รายการโอน', 'Transfer'),
  incompleteTransfers: both('รายการโอนที่ข้อมูลยังไม่ครบ', 'Transfer with something missing'),
  to: both('โอนไปยัง', 'Sent to'),
  toName: both('ชื่อผู้รับที่เห็น', 'Name seen of the receiver'),
  amountSatang: both('จำนวนเงิน', 'Amount'),
  transferredAt: both('โอนเมื่อ', 'Sent'),
  between: both('โอนระหว่าง', 'Sent between'),
  aboutAmountSatang: both('จำนวนเงินโดยประมาณ ตามที่แจ้ง', 'Amount as told, not exact'),
  aboutTime: both('โอนเมื่อโดยประมาณ ตามที่แจ้ง', 'Sent as told, not exact'),
  asTold: both('ตามที่แจ้ง ยังไม่ถูกต้องหรือไม่ครบ ต้องถามอีกครั้ง', 'As told, not right or not whole, asked again'),
  amount: both('จำนวนเงิน', 'Amount'),
  time: both('เวลา', 'Time'),
  receiver: both('ผู้รับเงิน', 'Receiver'),
  reference: both('เลขอ้างอิง', 'Reference'),
  rail: both('ช่องทางโอน', 'Sent by'),
  complaintSha256: both('แฮชของคำแจ้งทั้งหมด (SHA-256)', 'Hash of all that was told (SHA-256)'),
};

/** The words for values that are codes, by their field. */
const CODES: Readonly<Record<string, Readonly<Record<string, Both>>>> = {
  channel: {
    phone: both('โทรศัพท์', 'Telephone'),
    web: both('เว็บไซต์', 'Web'),
    branch: both('สาขาธนาคาร', 'Bank branch'),
    police: both('สถานีตำรวจ', 'Police station'),
  },
  holdsVictimAccount: {
    true: both('เป็นเจ้าของบัญชีที่เสียหาย', 'Holds the account that lost money'),
    false: both('ไม่ใช่เจ้าของบัญชีที่เสียหาย', 'Does not hold the account that lost money'),
  },
  as: {
    guardian: both('ผู้แทนโดยชอบธรรมหรือผู้ปกครอง', 'Guardian'),
    signatory: both('ผู้มีอำนาจลงนาม', 'Authorised signatory'),
    heir: both('ทายาท', 'Heir'),
  },
  rail: {
    promptpay: both('พร้อมเพย์', 'PromptPay'),
    interbank: both('โอนระหว่างธนาคาร', 'Transfer between banks'),
    ewallet: both('กระเป๋าเงินอิเล็กทรอนิกส์', 'E-wallet'),
    counter: both('เคาน์เตอร์', 'Counter'),
    other: both('อื่น ๆ', 'Other'),
  },
};

const MISSING = both('ยังไม่ทราบ ต้องถามเพิ่ม', 'Not known, to be asked');
const GAPS: Readonly<Record<ReturnType<typeof missingOf>[number], Both>> = {
  amount: both('จำนวนเงิน', 'the amount'),
  time: both('เวลาที่แน่นอน', 'the exact time'),
  reference: both('เลขอ้างอิง', 'the reference'),
  receiver: both('ผู้รับเงิน', 'the receiver'),
};

/**
 * Returns all that a record of notice says (section 8), line by line, for every form in which it is
 * given: dialog, text and PDF. Nothing can be left out: each value of the signed document becomes a
 * line, also one whose field has no words here, which stands under its own name.
 */
export function linesOfRecord(document: Readonly<Record<string, unknown>>, namesOf: NamesOfParty): RecordLine[] {
  return Object.entries(document).flatMap(([key, value]) => linesOf(value, [key], namesOf));
}

type Path = readonly string[];

function linesOf(value: unknown, path: Path, namesOf: NamesOfParty): RecordLine[] {
  if (value === undefined) return [];
  const whole = oneValue(value, path, namesOf);
  if (whole !== undefined) return [{ name: nameOf(path), value: whole }];
  const inner = Object.entries(value as object).flatMap(([key, part]) => linesOf(part, [...path, key], namesOf));
  return path.length === 2 && path[0] === 'incompleteTransfers' ? [...inner, ...missingLine(value, path)] : inner;
}

function missingLine(told: unknown, path: Path): RecordLine[] {
  const gaps = missingOf(told as ToldTransfer).map((gap) => GAPS[gap]);
  if (gaps.length === 0) return [];
  const value = both(gaps.map(({ th }) => th).join(' '), gaps.map(({ en }) => en).join(', '));
  return [{ name: joined(nameOf(path), MISSING), value }];
}

/** Writes what is read as one value: a code, a sum, a time, an account, a PromptPay id, a span. */
function oneValue(value: unknown, path: Path, namesOf: NamesOfParty): Both | undefined {
  const key = path.at(-1) ?? '';
  if (typeof value !== 'object' || value === null) {
    const text = String(value);
    const word = CODES[key]?.[text];
    if (word !== undefined) return word;
    if (key === 'aboutAmountSatang' && /^\d+$/.test(text)) return sayAboutAmount(text);
    if (/Satang$/.test(key) && /^\d+$/.test(text)) return baht(text);
    return /At$/.test(key) && !Number.isNaN(Date.parse(text)) ? instant(text) : same(text);
  }
  if (isExactly(value, ['account']) && isExactly(value.account, ['institution', 'accountNo'])) {
    return account(value.account, namesOf);
  }
  if (isExactly(value, ['institution', 'accountNo'])) return account(value, namesOf);
  if (isExactly(value, ['promptPay']) && isExactly(value.promptPay, ['kind', 'value'])) {
    const { kind, value: id } = value.promptPay;
    const of = PROMPTPAY[String(kind)] ?? same(String(kind));
    return both(`พร้อมเพย์ ${String(id)} (${of.th})`, `PromptPay ${String(id)} (${of.en})`);
  }
  if (isExactly(value, ['from', 'until'])) {
    const [from, until] = [instant(String(value.from)), instant(String(value.until))];
    return value.from === value.until ? from : both(`${from.th} ถึง ${until.th}`, `${from.en} to ${until.en}`);
  }
  if (isExactly(value, ['at', 'withinMinutes']) && typeof value.withinMinutes === 'number') {
    return sayAboutTime({ at: String(value.at), withinMinutes: value.withinMinutes });
  }
  return undefined;
}

const PROMPTPAY: Readonly<Record<string, Both>> = {
  phone: both('หมายเลขโทรศัพท์', 'telephone number'),
  national_id: both('เลขประจำตัว', 'citizen id'),
  ewallet: both('กระเป๋าเงิน', 'e-wallet'),
};

/** Whether an object has these keys and no other, so that nothing of it is lost when it is one value. */
function isExactly<Key extends string>(value: unknown, keys: readonly Key[]): value is Readonly<Record<Key, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => own.includes(key));
}

function account(of: Readonly<Record<'institution' | 'accountNo', unknown>>, namesOf: NamesOfParty): Both {
  const { th, en } = namesOf(String(of.institution));
  return both(`${th} ${String(of.accountNo)}`, `${en} ${String(of.accountNo)}`);
}

function baht(satang: string): Both {
  const amount = formatBaht(BigInt(satang));
  return both(`${amount} บาท`, `${amount} baht`);
}

function instant(at: string): Both {
  return instantWords(new Date(at));
}

/** Names a place: its fields in words, a place in a list by its number from 1. */
function nameOf(path: Path): Both {
  const [list = '', place, ...rest] = path;
  if (place !== undefined && /^\d+$/.test(place)) {
    const { th, en } = wordOf(list);
    const number = Number(place) + 1;
    return rest.reduce((name, key) => joined(name, wordOf(key)), both(`${th} ${number}`, `${en} ${number}`));
  }
  return path.slice(1).reduce((name, key) => joined(name, wordOf(key)), wordOf(list));
}

const wordOf = (key: string): Both => FIELDS[key] ?? same(key);
const joined = (a: Both, b: Both): Both => both(`${a.th} · ${b.th}`, `${a.en} · ${b.en}`);
