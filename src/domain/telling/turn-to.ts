import type { Authority, HoldState } from '../hold/hold.js';
import { HELD_UNDER } from '../hold/receipt-effect.js';
import type { Satang } from '../money.js';

type BothLanguages = Readonly<{ th: string; en: string }>;

/** What another authority keeps of the money that a hold is about, as the institution says. */
interface KeptElsewhere {
  authority: Authority;
  satang: Satang;
}

/**
 * Returns what another authority keeps, beside a hold or after it; null where nothing is. A `seized`
 * hold keeps all of it as held, and its reason names the authority.
 */
export function keptElsewhere(hold: {
  state: HoldState;
  stateReason: string | null;
  heldSatang: Satang;
  seizedSatang: Satang;
  seizedBy: Authority | null;
}): KeptElsewhere | null {
  const { state, stateReason, heldSatang, seizedSatang, seizedBy } = hold;
  if (state === 'seized') return { authority: authorityOf(stateReason), satang: heldSatang };
  return seizedBy === null || seizedSatang === 0n ? null : { authority: seizedBy, satang: seizedSatang };
}

function authorityOf(reason: string | null): Authority {
  const named = Object.entries(HELD_UNDER).find(([, each]) => each === reason);
  return (named?.[0] as Authority | undefined) ?? 'other';
}

/** What a holder reads of money that another authority keeps. */
interface TurnTo {
  /** Who has a say over the money. */
  office: BothLanguages;
  /** The paper by which it is kept. */
  paper: BothLanguages;
  /** The law that the paper rests on, as far as the authority alone tells. */
  power: BothLanguages;
  /** What the holder does. */
  todo: BothLanguages;
}

const OFFICES: Readonly<Record<Authority, Omit<TurnTo, 'todo'>>> = {
  court: {
    office: { th: 'ศาลที่ออกคำสั่ง', en: 'the court that gave the order' },
    paper: { th: 'คำสั่งหรือหมายของศาล', en: 'the order or writ of the court' },
    power: { th: 'กฎหมายที่คำสั่งศาลระบุ', en: 'the law that the order of the court names' },
  },
  amlo: {
    office: { th: 'สำนักงาน ปปง.', en: 'the Anti-Money Laundering Office (AMLO)' },
    paper: { th: 'คำสั่งของ ปปง.', en: 'the order of AMLO' },
    power: {
      th: 'กฎหมายของสำนักงาน ปปง. มาตรา 35, 36 หรือ 48 ตามที่คำสั่งระบุ',
      en: 'the Act of AMLO, section 35, 36 or 48, as its order says',
    },
  },
  police: {
    office: { th: 'พนักงานสอบสวนที่ออกคำสั่ง', en: 'the inquiry officer of the police who gave the order' },
    paper: { th: 'คำสั่งเป็นหนังสือของพนักงานสอบสวน', en: 'the written order of the inquiry officer' },
    power: { th: 'ประมวลกฎหมายวิธีพิจารณาความอาญา', en: 'the Criminal Procedure Code' },
  },
  other: {
    office: { th: 'หน่วยงานที่ธนาคารของท่านระบุ', en: 'the authority that your bank names' },
    paper: { th: 'คำสั่งที่ธนาคารของท่านได้รับ', en: 'the order that your bank received' },
    power: { th: 'กฎหมายที่คำสั่งนั้นระบุ', en: 'the law that the order names' },
  },
};

/**
 * Returns to whom a holder turns whose money another authority keeps, and with what. It says nothing
 * of why that authority keeps it: the centre does not know, and accuses nobody.
 */
export function turnTo(authority: Authority): TurnTo {
  const { office, paper, power } = OFFICES[authority];
  return {
    office,
    paper,
    power,
    todo: {
      th: `ขอเลขที่และวันที่ของ${paper.th}จากธนาคารของท่าน แล้วติดต่อ${office.th} ศูนย์ AOC 1441 สั่งให้คืนเงินส่วนนี้ไม่ได้ การเก็บเงินไว้ไม่ใช่คำวินิจฉัยว่าผู้ใดกระทำผิด`,
      en: `Ask your bank for number and date of ${paper.en}, then turn to ${office.en}. The centre cannot order this money to be given back. That it is kept is no finding that anybody did wrong.`,
    },
  };
}
