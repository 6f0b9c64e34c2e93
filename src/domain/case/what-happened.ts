import type { Both } from '../clock-words.js';
import type { DebitState } from '../debit/debit-verdict.js';
import type { FreezeRequestState } from '../freeze-request/freeze-request.js';
import type { HoldState } from '../hold/hold.js';
import { formatBaht, type Satang } from '../money.js';
import type { StopReason } from '../trail/next-hops.js';

/** How many lines tell what happened. */
const LINES = 4;

interface AtHold {
  holdId: string;
  /** The institution, by its name. */
  institution: Both;
}

/** What of the audit chain of a case can mean something for its money. */
type Happening =
  /** A transfer was reported. */
  | { kind: 'reported'; amountSatang: Satang }
  /** An order was issued; the first of a hold has `nth` 1. */
  | ({ kind: 'order'; nth: number; requestedSatang: Satang } & AtHold)
  /** A hold is in another state, or holds another amount. */
  | ({ kind: 'hold'; state: HoldState; heldSatang: Satang } & AtHold)
  /** A person ordered that a part be let go. */
  | ({ kind: 'part_release'; keepSatang: Satang } & AtHold)
  /** Money went on, by parts; what nothing stops is followed. */
  | { kind: 'went_on'; parts: readonly { amountSatang: Satang; stopReason: StopReason | null }[] }
  | { kind: 'debit'; state: DebitState }
  | { kind: 'request'; state: FreezeRequestState }
  | { kind: 'withdrawn' };

/** An event of the chain, as far as it can mean something for the money. */
export type MoneyEvent = Happening & { sequence: number; at: Date };

/** One line of what happened, and what it meant for the money. */
export interface MoneyLine {
  /** The event, by its number on the chain. */
  sequence: number;
  at: Date;
  what: Both;
  money: Both;
}

/** What the lines before an event have told: what each hold held and asked for, and what was stolen. */
interface Told {
  held: Map<string, Satang>;
  asked: Map<string, Satang>;
  stolen: Satang;
}

/** States in which the institution suspends what it said that it holds. */
const HOLDING: readonly HoldState[] = ['held', 'partly_held', 'release_ordered'];

type Words = Pick<MoneyLine, 'what' | 'money'>;

const baht = (satang: Satang): Both => ({ th: `${formatBaht(satang)} บาท`, en: `${formatBaht(satang)} baht` });

/**
 * Returns the newest lines of what happened to the money of a case, the newest first. `events` stand in
 * the order of the chain. A line names institutions and amounts, and no person and no account.
 */
export function whatHappened(events: readonly MoneyEvent[]): MoneyLine[] {
  const told: Told = { held: new Map(), asked: new Map(), stolen: 0n };
  const lines = events.flatMap((event) => {
    const words = wordsOf(event, told);
    return words === null ? [] : [{ sequence: event.sequence, at: event.at, ...words }];
  });
  return lines.slice(-LINES).reverse();
}

function wordsOf(event: MoneyEvent, told: Told): Words | null {
  switch (event.kind) {
    case 'reported': {
      told.stolen += event.amountSatang;
      const [amount, stolen] = [baht(event.amountSatang), baht(told.stolen)];
      return {
        what: { th: `แจ้งการโอน ${amount.th}`, en: `A transfer of ${amount.en} was reported` },
        money: { th: `เสียหายรวม ${stolen.th}`, en: `${stolen.en} stolen in all` },
      };
    }
    case 'order':
      return ofOrder(event, told);
    case 'hold':
      return ofHold(event, told);
    case 'part_release': {
      const keep = baht(event.keepSatang);
      return {
        what: {
          th: `สั่งปล่อยเงินบางส่วนที่${event.institution.th}`,
          en: `Release of a part ordered at ${event.institution.en}`,
        },
        money: { th: `ระงับต่อ ${keep.th}`, en: `${keep.en} stay held` },
      };
    }
    case 'went_on':
      return ofMoneyThatWentOn(event.parts);
    case 'debit':
      return OF_DEBIT[event.state];
    case 'request':
      return OF_REQUEST[event.state];
    case 'withdrawn':
      return {
        what: { th: 'ถอนเรื่องแล้ว', en: 'The complaint was withdrawn' },
        money: {
          th: 'การระงับตามมาตรา 7 สิ้นสุด การระงับตามอำนาจอื่นยังอยู่',
          en: 'Holds of section 7 end; those of other powers stand',
        },
      };
  }
}

function ofOrder({ holdId, institution, nth, requestedSatang }: MoneyEvent & { kind: 'order' }, told: Told): Words {
  const before = told.asked.get(holdId) ?? 0n;
  told.asked.set(holdId, requestedSatang);
  const asked = baht(requestedSatang);
  if (nth === 1) {
    return {
      what: { th: `สั่งระงับ ${asked.th} ที่${institution.th}`, en: `${asked.en} ordered held at ${institution.en}` },
      money: { th: 'ยังไม่นับว่าระงับได้ รอธนาคารตอบ', en: 'Not counted as held until the bank answers' },
    };
  }
  const what = { th: `ออกคำสั่งแทนฉบับเดิมที่${institution.th}`, en: `A new order replaces the last at ${institution.en}` };
  if (requestedSatang === before) {
    return { what, money: { th: `จำนวนเท่าเดิม เวลาตามคำสั่งใหม่`, en: 'The same amount, until the new end' } };
  }
  const change = baht(requestedSatang > before ? requestedSatang - before : before - requestedSatang);
  return requestedSatang > before
    ? { what, money: { th: `สั่งระงับเพิ่ม ${change.th} รอธนาคารตอบ`, en: `${change.en} more ordered, not answered yet` } }
    : { what, money: { th: `สั่งลดลง ${change.th}`, en: `${change.en} less ordered` } };
}

function ofHold({ holdId, institution, state, heldSatang }: MoneyEvent & { kind: 'hold' }, told: Told): Words | null {
  const before = told.held.get(holdId) ?? 0n;
  told.held.set(holdId, HOLDING.includes(state) ? heldSatang : 0n);
  const total = baht([...told.held.values()].reduce((sum, held) => sum + held, 0n));
  const inAll: Both = { th: `คำสั่งของเรื่องนี้ระงับรวม ${total.th}`, en: `${total.en} held by orders of this case` };
  const { th, en } = institution;
  switch (state) {
    case 'held':
    case 'partly_held': {
      if (heldSatang === before) return null;
      const change = baht(heldSatang > before ? heldSatang - before : before - heldSatang);
      return heldSatang > before
        ? {
            what: {
              th: `${th} ระงับ${before > 0n ? 'เพิ่ม' : 'ได้'} ${change.th}`,
              en: `${en} holds ${change.en}${before > 0n ? ' more' : ''}`,
            },
            money: inAll,
          }
        : { what: { th: `${th} ยกเลิกการระงับ ${change.th}`, en: `${en} released ${change.en}` }, money: inAll };
    }
    case 'unconfirmed':
      return {
        what: { th: `${th} ยังไม่ตอบคำสั่งระงับ`, en: `${en} has not answered the order` },
        money: { th: 'ไม่ทราบว่าระงับได้เท่าใด', en: 'How much is held is not known' },
      };
    case 'no_funds':
      return { what: { th: `${th} แจ้งว่าไม่มีเงินเหลือ`, en: `${en} says that nothing is left there` }, money: inAll };
    case 'refused':
      return { what: { th: `${th} ไม่ดำเนินการตามคำสั่งระงับ`, en: `${en} refused the order` }, money: inAll };
    case 'seized': {
      const kept = baht(heldSatang > 0n ? heldSatang : before);
      return {
        what: { th: `${th} แจ้งว่าหน่วยงานอื่นเก็บเงินไว้`, en: `${en} says that another authority keeps the money` },
        money: { th: `${kept.th} ไม่อยู่ใต้คำสั่งของศูนย์`, en: `${kept.en} are not under an order of the centre` },
      };
    }
    case 'release_ordered': {
      const free = baht(heldSatang);
      return {
        what: { th: `สั่งยกเลิกการระงับที่${th}`, en: `Release ordered at ${en}` },
        money:
          heldSatang > 0n
            ? { th: `${free.th} จะไม่ถูกระงับตามคำสั่งนี้`, en: `${free.en} will no longer be held by this order` }
            : { th: 'ยังไม่ทราบว่าระงับไว้เท่าใด', en: 'How much was held is not known' },
      };
    }
    case 'released': {
      const free = baht(before);
      return {
        what: { th: `การระงับที่${th} สิ้นสุด`, en: `The hold at ${en} is over` },
        money:
          before > 0n
            ? { th: `${free.th} ไม่ถูกระงับแล้ว ${inAll.th}`, en: `${free.en} no longer held; ${inAll.en}` }
            : inAll,
      };
    }
    case 'ordered':
      // The order itself is told.
      return null;
  }
}

function ofMoneyThatWentOn(parts: (MoneyEvent & { kind: 'went_on' })['parts']): Words | null {
  const sumOf = (some: typeof parts) => some.reduce((sum, { amountSatang }) => sum + amountSatang, 0n);
  const gone = sumOf(parts);
  if (gone === 0n) return null;
  const offRails = sumOf(parts.filter(({ stopReason }) => stopReason === 'off_rails'));
  const followed = sumOf(parts.filter(({ stopReason }) => stopReason === null));
  const stopped = gone - offRails - followed;
  const said = [
    ...(followed > 0n ? [{ th: `ติดตามต่อ ${baht(followed).th}`, en: `${baht(followed).en} followed` }] : []),
    ...(offRails > 0n
      ? [{ th: `ออกนอกระบบ ${baht(offRails).th} ระงับไม่ได้`, en: `${baht(offRails).en} off the rails, cannot be held` }]
      : []),
    ...(stopped > 0n
      ? [{ th: `${baht(stopped).th} ยังไม่มีคำสั่ง ต้องมีคนดู`, en: `${baht(stopped).en} without an order: a person looks` }]
      : []),
  ];
  return {
    what: { th: `เงินถูกโอนต่อ ${baht(gone).th}`, en: `${baht(gone).en} went on` },
    money: { th: said.map((each) => each.th).join(' · '), en: said.map((each) => each.en).join(' · ') },
  };
}

const OF_DEBIT: Readonly<Record<DebitState, Words | null>> = {
  asked: null,
  confirmed: {
    what: { th: 'ธนาคารของผู้เสียหายยืนยันการโอน', en: "The victim's bank confirmed the transfer" },
    money: { th: 'คำสั่งไม่อยู่ในเวลาเร่งด่วนอีก', en: 'Orders no longer run on the urgent time' },
  },
  denied: {
    what: { th: 'ธนาคารของผู้เสียหายปฏิเสธการโอน', en: "The victim's bank denies the transfer" },
    money: {
      th: 'การระงับตามมาตรา 7 ของรายการนี้สิ้นสุด การระงับตามอำนาจอื่นยังอยู่',
      en: 'Holds of section 7 on it end; those of other powers stand',
    },
  },
  disputed: {
    what: { th: 'ธนาคารของผู้เสียหายแจ้งรายละเอียดไม่ตรง', en: "The victim's bank names another detail" },
    money: {
      th: 'เงินที่ระงับยังอยู่ จนกว่าจะตรวจหรือพ้นเวลาเร่งด่วน',
      en: 'What is held stays until it is cleared up or the urgent time is over',
    },
  },
  unknown: {
    what: { th: 'ธนาคารของผู้เสียหายไม่ตอบในเวลา', en: "The victim's bank did not answer in time" },
    money: { th: 'สิ่งที่รอการยืนยันสิ้นสุดเมื่อพ้นเวลาเร่งด่วน', en: 'What waits for the confirmation ends with the urgent time' },
  },
};

const NOT_BY_IT: Both = { th: 'ไม่มีเงินถูกระงับตามคำขอนี้', en: 'Nothing is held by this request' };

const OF_REQUEST: Readonly<Record<FreezeRequestState, Words>> = {
  requested: {
    what: { th: 'มีคำขอให้ระงับ', en: 'A hold was asked for' },
    money: { th: 'ยังไม่มีผลกับเงิน จนกว่าจะอนุมัติ', en: 'No effect on the money before it is approved' },
  },
  half_approved: {
    what: { th: 'อนุมัติคำขอแล้วหนึ่งคน', en: 'One person approved the request' },
    money: { th: 'ยังไม่มีผลกับเงิน รออีกคน', en: 'No effect on the money: another person must approve' },
  },
  approved: {
    what: { th: 'อนุมัติคำขอให้ระงับ', en: 'The request was approved' },
    money: { th: 'ออกคำสั่งสำหรับเงินที่ยังอยู่', en: 'Orders go out for the money that is still there' },
  },
  refused: { what: { th: 'ไม่อนุมัติคำขอให้ระงับ', en: 'The request was refused' }, money: NOT_BY_IT },
  expired: { what: { th: 'คำขอให้ระงับหมดอายุ', en: 'The request expired' }, money: NOT_BY_IT },
};
