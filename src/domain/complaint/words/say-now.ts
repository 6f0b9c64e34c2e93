import { instantWords } from '../../calendar/instant-words.js';
import type { Both } from '../../clock-words.js';
import type { DebitState } from '../../debit/debit-verdict.js';
import type { HoldState } from '../../hold/hold.js';
import { formatBaht, type Satang } from '../../money.js';
import type { Tellable } from '../later/known-later.js';
import type { IncompleteTransferState, TransferGap } from '../intake/incomplete-transfer.js';
import { sayAboutAmount, sayAboutTime, type ToldRoughly } from '../intake/told-roughly.js';

/** A reported transfer, as far as its victim hears what became of it. */
export interface TransferNow {
  amountSatang: Satang;
  /** Null: something is held, and how much would tell what a bank found (`heldToShow`). */
  heldSatang: Satang | null;
  debit: DebitState;
  /** The states of all holds on its money, at every hop. */
  holdStates: readonly HoldState[];
  /** An institution named where its money, or part of it, went on to. */
  hasGoneOn: boolean;
  /** When the oldest hold on it was ordered of which its institution has said nothing; null: none. */
  orderedSince: Date | null;
  /** When the newest release of a hold on it was ordered that its institution has not answered; null: none. */
  releasingSince: Date | null;
}

/**
 * What became of money of which nothing is held: an order is out (`ordered`), it went on, another
 * authority keeps it (`seized`), nothing was there (`no_funds`), the institution refused, its release is ordered and
 * not answered (`releasing`), it was let go (`released`), the victim's bank compares or denies the transfer, or is still asked
 * (`bank_asked`), or nobody has ordered anything (`examined`).
 */
type NotHeld =
  | 'denied'
  | 'disputed'
  | 'ordered'
  | 'gone_on'
  | 'seized'
  | 'refused'
  | 'no_funds'
  | 'releasing'
  | 'released'
  | 'bank_asked'
  | 'examined';

/** What became of a reported transfer, by what is known now. */
export const TRANSFER_STANDINGS = [
  'held',
  'partly_held',
  'held_untold',
  'denied',
  'disputed',
  'ordered',
  'gone_on',
  'seized',
  'refused',
  'no_funds',
  'releasing',
  'released',
  'bank_asked',
  'examined',
] as const;
export type TransferStanding = (typeof TRANSFER_STANDINGS)[number];

/** Returns what became of a reported transfer. What is held leads; the rest is said beside it. */
export function standingOf(transfer: TransferNow): TransferStanding {
  if (transfer.heldSatang === null) return 'held_untold';
  if (transfer.heldSatang >= transfer.amountSatang) return 'held';
  return transfer.heldSatang > 0n ? 'partly_held' : restOf(transfer);
}

function restOf({ debit, holdStates, hasGoneOn }: TransferNow): NotHeld {
  const has = (...states: readonly HoldState[]) => states.some((state) => holdStates.includes(state));
  if (debit === 'denied') return 'denied';
  if (debit === 'disputed') return 'disputed';
  if (has('ordered', 'unconfirmed')) return 'ordered';
  if (hasGoneOn) return 'gone_on';
  if (has('seized')) return 'seized';
  if (has('release_ordered')) return 'releasing';
  if (has('released')) return 'released';
  if (has('refused')) return 'refused';
  if (has('no_funds', 'held', 'partly_held')) return 'no_funds';
  return debit === 'asked' ? 'bank_asked' : 'examined';
}

const REST: Readonly<Record<NotHeld, Both>> = {
  denied: {
    th: 'ธนาคารของท่านแจ้งว่าไม่มีการโอนรายการนี้ โปรดตรวจเลขอ้างอิง',
    en: 'your bank says that it made no such transfer; please check the reference',
  },
  disputed: {
    th: 'ธนาคารของท่านพบรายการที่รายละเอียดไม่ตรงกับที่แจ้ง เจ้าหน้าที่กำลังตรวจ',
    en: 'your bank has a transfer whose details differ, and a person compares them',
  },
  ordered: {
    th: 'ส่งคำสั่งระงับแล้ว รอคำตอบจากธนาคารที่รับเงิน',
    en: 'an order to suspend it is out, and the receiving bank has not answered yet',
  },
  gone_on: {
    th: 'เงินถูกโอนต่อไปแล้ว ศูนย์กำลังติดตาม',
    en: 'the money has gone on, and the centre follows it',
  },
  seized: {
    th: 'ธนาคารแจ้งว่าเงินถูกระงับไว้ตามคำสั่งของหน่วยงานอื่น เจ้าหน้าที่กำลังสอบถาม',
    en: 'the bank says that another authority has it held, and a person asks',
  },
  refused: {
    th: 'ธนาคารที่รับเงินไม่ดำเนินการตามคำสั่งระงับ เจ้าหน้าที่กำลังตรวจ',
    en: 'the receiving bank refused to suspend it, and a person looks at that',
  },
  no_funds: {
    th: 'ธนาคารที่รับเงินแจ้งว่าไม่มีเงินนั้นอยู่แล้ว ยังไม่ทราบว่าไปที่ใด',
    en: 'the receiving bank says that it is no longer there; where it went is not known yet',
  },
  releasing: {
    th: 'มีคำสั่งยกเลิกการระงับแล้ว ธนาคารที่รับเงินยังไม่ตอบ',
    en: 'its release is ordered, and the bank has not answered yet',
  },
  released: { th: 'การระงับสิ้นสุดแล้ว', en: 'its suspension is over' },
  bank_asked: {
    th: 'รอธนาคารของท่านยืนยันรายการโอน ยังไม่มีคำสั่งระงับ',
    en: 'your bank is asked to confirm it, and no order is out yet',
  },
  examined: {
    th: 'ยังไม่มีคำสั่งระงับ เรื่องอยู่ระหว่างการตรวจสอบ',
    en: 'no order to suspend it is out; the case is being examined',
  },
};

const UNTOLD: Both = {
  th: 'มีเงินที่ระงับไว้แล้ว จำนวนจะแจ้งได้เมื่อธนาคารยืนยันว่าบัญชีที่โอนเป็นของท่าน',
  en: 'money is suspended; how much can be told when your bank confirms that the account is yours',
};

/**
 * Says what became of a transfer, so that no part of the sentence contradicts another; and of an order or a release that
 * is not answered, when it was ordered.
 */
export function sayTransfer(transfer: TransferNow): Both {
  const said = sayOrder(transfer, sayStanding(transfer));
  const releasingSince = releaseTold(transfer);
  if (releasingSince === null) return said;
  const at = instantWords(releasingSince);
  return standingOf(transfer) === 'releasing'
    ? { th: `${said.th} (สั่งเมื่อ ${at.th})`, en: `${said.en} (it was ordered on ${at.en})` }
    : {
        th: `${said.th} มีคำสั่งยกเลิกการระงับเมื่อ ${at.th} ธนาคารที่รับเงินยังไม่ตอบ`,
        en: `${said.en}; a release was ordered on ${at.en}, and the bank has not answered yet`,
      };
}

function sayOrder(transfer: TransferNow, said: Both): Both {
  const orderedSince = orderTold(transfer);
  if (orderedSince === null) return said;
  const at = instantWords(orderedSince);
  return { th: `${said.th} (คำสั่งเมื่อ ${at.th})`, en: `${said.en} (the order is of ${at.en})` };
}

/**
 * Returns since when an order to hold is out of which its institution has said nothing, where the victim hears of it: the
 * rest of the money waits for it.
 */
export function orderTold(transfer: TransferNow): Date | null {
  const { orderedSince, heldSatang, amountSatang } = transfer;
  const waits = heldSatang !== null && heldSatang < amountSatang && restOf(transfer) === 'ordered';
  return waits ? orderedSince : null;
}

/**
 * Returns since when a release is ordered that the institution has not answered, as far as the victim hears of it;
 * null where there is none, or where it would tell of money whose sum is not told.
 */
export function releaseTold({ releasingSince, heldSatang }: TransferNow): Date | null {
  return heldSatang === null ? null : releasingSince;
}

function sayStanding(transfer: TransferNow): Both {
  const { amountSatang, heldSatang } = transfer;
  if (heldSatang === null) return withDebit(UNTOLD, transfer);
  if (heldSatang >= amountSatang) {
    return withDebit({ th: 'ระงับไว้แล้วทั้งจำนวน', en: 'all of it is suspended' }, transfer);
  }
  if (heldSatang === 0n) return REST[restOf(transfer)];
  const held = formatBaht(heldSatang);
  const rest = formatBaht(amountSatang - heldSatang);
  const restStanding = restOf(transfer);
  // Of a transfer that is held in part, the word of the victim's bank is said about all of it.
  if (restStanding === 'denied' || restStanding === 'disputed') {
    return withDebit({ th: `ระงับไว้แล้ว ${held} บาท`, en: `${held} baht is suspended` }, transfer);
  }
  const { th, en } = REST[restStanding];
  return withDebit(
    {
      th: `ระงับไว้แล้ว ${held} บาท ส่วนที่เหลือ ${rest} บาท ${th}`,
      en: `${held} baht is suspended; of the other ${rest} baht, ${en}`,
    },
    transfer,
  );
}

/** Adds what the victim's bank still has to say of money that is held. */
function withDebit(said: Both, { debit }: TransferNow): Both {
  if (debit === 'confirmed' || debit === 'unknown') return said;
  const word =
    debit === 'asked'
      ? { th: 'รอธนาคารของท่านยืนยันรายการโอน', en: 'your bank is asked to confirm the transfer' }
      : REST[debit];
  return { th: `${said.th} ${word.th}`, en: `${said.en}; ${word.en}` };
}

/** An incomplete transfer, as it was told. */
interface IncompleteNow extends ToldRoughly {
  no: number;
  state: IncompleteTransferState;
  amountSatang: Satang | null;
  missing: readonly TransferGap[];
  /** What was told and cannot be right: it is asked again. */
  wrong: readonly TransferGap[];
  search: DebitState | null;
}

const GAP: Readonly<Record<TransferGap, Both>> = {
  amount: { th: 'จำนวนเงินที่แน่นอน', en: 'the exact amount' },
  time: { th: 'เวลาที่แน่นอน', en: 'the exact time' },
  reference: { th: 'เลขอ้างอิง', en: 'the reference' },
  receiver: { th: 'บัญชีผู้รับ', en: 'the receiving account' },
};

/**
 * What is said of the search by the victim's bank. Whether it found nothing or something else is not
 * told before reporter and account are known to belong together: the answer may be a stranger's.
 */
const ANSWERED: Both = {
  th: 'ธนาคารของท่านตอบแล้ว แต่ยังระบุรายการไม่ได้',
  en: 'Your bank has answered, and the transfer is still not known.',
};
const SEARCH: Readonly<Record<DebitState, Both | undefined>> = {
  asked: { th: 'ธนาคารของท่านกำลังค้นหารายการนี้', en: 'Your bank is looking for it.' },
  confirmed: ANSWERED,
  denied: ANSWERED,
  disputed: ANSWERED,
  unknown: undefined,
};

function sayIncomplete({ missing, wrong, search, ...told }: IncompleteNow): Both {
  const [amount, time] = [amountTold(told), told.aboutTime && sayAboutTime(told.aboutTime)];
  const again = missing.filter((gap) => wrong.includes(gap)).map((gap) => GAP[gap]);
  const gaps = missing.filter((gap) => !wrong.includes(gap)).map((gap) => GAP[gap]);
  const word = search === null ? undefined : SEARCH[search];
  const when = { th: time === undefined ? '' : ` เมื่อ${time.th}`, en: time === undefined ? '' : `, ${time.en}` };
  const isTold = amount !== undefined || time !== undefined;
  return {
    th: [
      isTold ? `รายการที่ยังทราบไม่ครบ ${amount?.th ?? ''}${when.th} ตามที่ท่านแจ้ง`.replace('  ', ' ') : 'รายการที่ยังทราบไม่ครบ',
      'ยังไม่ระงับเงิน',
      ...(again.length === 0
        ? []
        : [`ข้อมูลที่แจ้งไว้ยังไม่ถูกต้องหรือไม่ครบ โปรดแจ้งอีกครั้ง ${again.map(({ th }) => th).join(' ')}`]),
      ...(gaps.length === 0 ? [] : [`ยังขาด${gaps.map(({ th }) => th).join(' ')}`]),
      ...(word === undefined ? [] : [word.th]),
    ].join(' '),
    en: [
      isTold
        ? `A transfer${amount === undefined ? '' : ` of ${amount.en}`}${when.en}, as you told it: nothing is suspended yet.`
        : 'A transfer that is not known well enough: nothing is suspended yet.',
      ...(again.length === 0
        ? []
        : [`What you told is not right or not whole; please tell again ${again.map(({ en }) => en).join(', ')}.`]),
      ...(gaps.length === 0 ? [] : [`Please find ${gaps.map(({ en }) => en).join(', ')}.`]),
      ...(word === undefined ? [] : [word.en]),
    ].join(' '),
  };
}

function amountTold({
  amountSatang,
  aboutAmountSatang,
}: Pick<IncompleteNow, 'amountSatang' | 'aboutAmountSatang'>): Both | undefined {
  if (amountSatang === null) return aboutAmountSatang === undefined ? undefined : sayAboutAmount(aboutAmountSatang);
  const amount = formatBaht(amountSatang);
  return { th: `${amount} บาท`, en: `${amount} baht` };
}

/** A complaint at this moment, as far as it is read out. */
export interface CaseNow {
  caseNo: string;
  isClosed: boolean;
  isWithdrawn: boolean;
  /** Null: it would tell the sum of a transfer that is not told. */
  heldSatang: Satang | null;
  stolenSatang: Satang;
  transfers: readonly TransferNow[];
  incomplete: readonly IncompleteNow[];
  nextSteps: readonly Both[];
  /** What of the report itself the caller is asked for. */
  askAgain: readonly Tellable[];
}

const ASKED: Readonly<Record<Tellable, Both>> = {
  reporterName: { th: 'ชื่อของท่าน', en: 'your name' },
  victimName: { th: 'ชื่อของผู้เสียหาย', en: "the victim's name" },
  narrative: { th: 'เรื่องที่เกิดขึ้น', en: 'what happened' },
  victimNumber: { th: 'เลขประจำตัวของผู้เสียหาย', en: "the victim's official number" },
  victimPhone: { th: 'หมายเลขโทรศัพท์ของผู้เสียหาย', en: "the victim's telephone number" },
  reporterPhone: { th: 'หมายเลขโทรศัพท์ของท่าน', en: 'your telephone number' },
  caseType: { th: 'เรื่องที่คนร้ายใช้หลอก', en: 'what the deception was about' },
  victimAccount: { th: 'ธนาคารและเลขบัญชีที่เงินออกไป', en: 'the bank and number of the account that the money left' },
};

/** Asks for what of the report itself nobody knows. Without the account no bank can be asked or ordered. */
function sayAskAgain(what: readonly Tellable[]): Both {
  const asked = what.map((each) => ASKED[each]);
  const isBlocking = what.includes('victimAccount');
  return {
    th: `โปรดแจ้งอีกครั้ง ${asked.map(({ th }) => th).join(' ')}${isBlocking ? ' ยังระงับเงินไม่ได้จนกว่าจะทราบบัญชี' : ''}`,
    en: `Please tell again ${asked.map(({ en }) => en).join(', ')}.${isBlocking ? ' Nothing can be suspended before the account is known.' : ''}`,
  };
}

/** Says how much is held in all; where a transfer is not known well enough, that it is not counted. */
function sayTotal(heldSatang: Satang, stolenSatang: Satang, isMoreTold: boolean): Both {
  const [held, stolen] = [formatBaht(heldSatang), formatBaht(stolenSatang)];
  if (isMoreTold) {
    return {
      th: `รวมระงับไว้ขณะนี้ ${held} บาท จากรายการที่ทราบครบแล้ว ${stolen} บาท ไม่รวมรายการที่ยังทราบไม่ครบ`,
      en: `Suspended at this moment: ${held} of the ${stolen} baht that are known well enough; what is not is not counted.`,
    };
  }
  return {
    th: `รวมระงับไว้ขณะนี้ ${held} บาท จาก ${stolen} บาท`,
    en: `Suspended at this moment: ${held} of ${stolen} baht.`,
  };
}

/**
 * Returns what the operator reads to a caller who is on the line now: the case number, each transfer
 * with what became of it, how much is held in all, and what to do next. It stands on the record of
 * this moment alone, so it never repeats what has become untrue, and it has no data of any other
 * person.
 */
export function sayNow(now: CaseNow): Both {
  if (now.isWithdrawn || now.isClosed) {
    const over = now.isWithdrawn ? { th: 'ถูกถอนแล้ว', en: 'was withdrawn' } : { th: 'ศูนย์ปิดเรื่องแล้ว', en: 'is closed' };
    return { th: `เรื่องหมายเลข ${now.caseNo} ${over.th}`, en: `Case ${now.caseNo} ${over.en}.` };
  }
  const open = now.incomplete.filter(({ state }) => state === 'open').map(sayIncomplete);
  const told = now.transfers.map((transfer, index) => {
    const said = sayTransfer(transfer);
    const amount = formatBaht(transfer.amountSatang);
    return {
      th: `รายการที่ ${index + 1} จำนวน ${amount} บาท ${said.th}`,
      en: `Transfer ${index + 1}, ${amount} baht: ${said.en}.`,
    };
  });
  const total =
    now.transfers.length === 0 || now.heldSatang === null
      ? []
      : [sayTotal(now.heldSatang, now.stolenSatang, open.length > 0)];
  const lines = [
    { th: `หมายเลขเรื่องของท่านคือ ${now.caseNo}`, en: `Your case number is ${now.caseNo}.` },
    ...told,
    ...open,
    ...total,
    ...(now.askAgain.length === 0 ? [] : [sayAskAgain(now.askAgain)]),
    ...now.nextSteps,
  ];
  return { th: lines.map(({ th }) => th).join('\n'), en: lines.map(({ en }) => en).join('\n') };
}
