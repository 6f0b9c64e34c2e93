import { instantWords } from '../calendar/instant-words.js';
import type { Both } from '../clock-words.js';
import type { DebitState } from '../debit/debit-verdict.js';
import type { FreezeRequestState } from '../freeze-request/freeze-request.js';
import type { HoldState } from '../hold/hold.js';
import type { HeldUnderReason } from '../hold/receipt-effect.js';
import { formatBaht, maxSatang, minSatang, type Satang } from '../money.js';
import type { OwnSuspensionState } from '../notice/own-suspension.js';
import { authorityWords } from '../telling/authority-words.js';
import type { StopReason } from '../trail/next-hops.js';

/** How many lines tell what happened. */
const LINES = 4;

interface At {
  /** The institution, by its name. */
  institution: Both;
}

interface AtHold extends At {
  holdId: string;
}

interface Seizer {
  /** Which authority keeps money there; null: none, or it is not known which. */
  seizedBy: HeldUnderReason | null;
}

/** What of the audit chain of a case can mean something for its money. */
type Happening =
  /** A transfer was reported. */
  | { kind: 'reported'; amountSatang: Satang }
  /** An order was issued; the first of a hold has `nth` 1. */
  | ({ kind: 'order'; nth: number; requestedSatang: Satang } & AtHold)
  /** A hold is in another state, or it or another authority beside it holds another amount. */
  | ({ kind: 'hold'; state: HoldState; heldSatang: Satang; seizedSatang: Satang } & Seizer & AtHold)
  /** A new order took the place of a hold whose release was not answered (`toldState`); or that release is answered at last. */
  | ({ kind: 'silent_end'; isAnswered: boolean } & AtHold)
  /** An institution suspended by its own suspicion (section 6), or that came to an officer, or ended. */
  | ({
      kind: 'own_suspension';
      suspensionId: string;
      state: OwnSuspensionState;
      /** Said as it begins; 0 and null later. */
      amountSatang: Satang;
      expiresAt: Date | null;
    } & At)
  /** A person ordered that a part be let go. */
  | ({ kind: 'part_release'; keepSatang: Satang } & AtHold)
  /** Money went on, by parts; what nothing stops is followed. */
  | { kind: 'went_on'; parts: readonly { amountSatang: Satang; stopReason: StopReason | null }[] }
  /** The victim's bank answered about a reported transfer, or about one that it looks for (`isSearch`). */
  | { kind: 'debit'; state: DebitState; isSearch: boolean }
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
  /** What another authority keeps of each hold, all of it or beside what is held. */
  seized: Map<string, Satang>;
  asked: Map<string, Satang>;
  /** What each own suspension suspends, and until when. */
  own: Map<string, { satang: Satang; until: Both | null }>;
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
  const told: Told = { held: new Map(), seized: new Map(), asked: new Map(), own: new Map(), stolen: 0n };
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
    case 'silent_end':
      return ofSilentEnd(event, told);
    case 'own_suspension':
      return ofOwnSuspension(event, told);
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
      return ofDebit(event, told);
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

/** Says that an order is in the place of one whose release its institution has not answered, or that it has now. */
function ofSilentEnd({ holdId, institution, isAnswered }: MoneyEvent & { kind: 'silent_end' }, told: Told): Words {
  told.held.set(holdId, 0n);
  const { th, en } = institution;
  return {
    what: isAnswered
      ? { th: `${th} ตอบคำสั่งยกเลิกการระงับเดิมแล้ว`, en: `${en} has answered the release of the earlier hold` }
      : {
          th: `ออกคำสั่งแทนการระงับเดิมที่${th} ซึ่งยังไม่ตอบคำสั่งยกเลิก`,
          en: `A new order takes the place of the hold at ${en}, which has not answered its release`,
        },
    money: heldInAll(told),
  };
}

function ofHold(event: MoneyEvent & { kind: 'hold' }, told: Told): Words | null {
  const { holdId, institution, state, heldSatang } = event;
  const [before, seizedBefore] = [told.held.get(holdId) ?? 0n, told.seized.get(holdId) ?? 0n];
  const seized = state === 'seized' ? heldSatang : event.seizedSatang;
  told.held.set(holdId, HOLDING.includes(state) ? heldSatang : 0n);
  told.seized.set(holdId, seized);
  const inAll = heldInAll(told);
  const { th, en } = institution;
  switch (state) {
    case 'held':
    case 'partly_held':
      return ofHeld(event, { before, taken: seized - seizedBefore }, inAll);
    case 'unconfirmed':
      return {
        what: { th: `${th} ยังไม่ตอบคำสั่งระงับ`, en: `${en} has not answered the order` },
        money: { th: 'ไม่ทราบว่าระงับได้เท่าใด', en: 'How much is held is not known' },
      };
    case 'no_funds':
      return { what: { th: `${th} แจ้งว่าไม่มีเงินเหลือ`, en: `${en} says that nothing is left there` }, money: inAll };
    case 'refused':
      return { what: { th: `${th} ไม่ดำเนินการตามคำสั่งระงับ`, en: `${en} refused the order` }, money: inAll };
    case 'seized':
      return { what: keptByAuthority(event, baht(seized)), money: notOfOurs(baht(seized), inAll) };
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
      if (seizedBefore > seized) return authorityEnded(institution, baht(seizedBefore - seized), inAll);
      const [free, kept] = [baht(before), baht(seized)];
      const ended =
        before > 0n
          ? { th: `${free.th} ไม่ถูกระงับแล้ว ${inAll.th}`, en: `${free.en} no longer held; ${inAll.en}` }
          : inAll;
      return {
        what: { th: `การระงับที่${th} สิ้นสุด`, en: `The hold at ${en} is over` },
        money:
          seized > 0n
            ? {
                th: `${ended.th} หน่วยงานอื่นยังเก็บ ${kept.th} ไว้ที่นั่น`,
                en: `${ended.en}; another authority keeps ${kept.en} there`,
              }
            : ended,
      };
    }
    case 'ordered':
      // The order itself is told.
      return null;
  }
}

/** Says what all holds of the case hold by now. */
function heldInAll({ held }: Told): Both {
  const total = baht([...held.values()].reduce((sum, each) => sum + each, 0n));
  return { th: `คำสั่งของเรื่องนี้ระงับรวม ${total.th}`, en: `${total.en} held by orders of this case` };
}

/**
 * Says how what is held changed. What another authority took of it is no release, and what it keeps
 * beside it was never ours.
 */
function ofHeld(
  event: MoneyEvent & { kind: 'hold' },
  { before, taken }: { before: Satang; taken: Satang },
  inAll: Both,
): Words | null {
  const { institution, heldSatang } = event;
  const { th, en } = institution;
  if (taken < 0n) return authorityEnded(institution, baht(-taken), inAll);
  const fromHeld = minSatang(taken, maxSatang(before - heldSatang, 0n));
  const change = heldSatang - before + fromHeld;
  if (change === 0n && taken === 0n) return null;
  const moved = baht(change < 0n ? -change : change);
  const holds: Both =
    change < 0n
      ? { th: `${th} ระงับน้อยลง ${moved.th}`, en: `${en} holds ${moved.en} less` }
      : {
          th: `${th} ระงับ${before > 0n ? 'เพิ่ม' : 'ได้'} ${moved.th}`,
          en: `${en} holds ${moved.en}${before > 0n ? ' more' : ''}`,
        };
  if (taken === 0n) return { what: holds, money: inAll };
  const [kept, by] = [baht(taken), authorityWords(event.seizedBy)];
  const what =
    change === 0n
      ? keptByAuthority(event, kept)
      : {
          th: `${holds.th} อีก ${kept.th} ถูกเก็บไว้ที่นั่นตามคำสั่งของ${by.th}`,
          en: `${holds.en}, and ${kept.en} is kept there by order of ${by.en}`,
        };
  return { what, money: notOfOurs(kept, inAll) };
}

function keptByAuthority({ institution, seizedBy }: MoneyEvent & { kind: 'hold' }, kept: Both): Both {
  const by = authorityWords(seizedBy);
  return {
    th: `${institution.th} แจ้งว่า ${kept.th} ถูกเก็บไว้ตามคำสั่งของ${by.th}`,
    en: `${institution.en} says that ${kept.en} is kept by order of ${by.en}`,
  };
}

function notOfOurs(kept: Both, inAll: Both): Both {
  return {
    th: `${kept.th} ไม่อยู่ใต้คำสั่งของศูนย์ การระงับของเราสิ้นสุดก็ไม่ปล่อยเงินนี้ ${inAll.th}`,
    en: `${kept.en} not under an order of the centre, and no end of ours frees it; ${inAll.en}`,
  };
}

function authorityEnded({ th, en }: Both, free: Both, inAll: Both): Words {
  return {
    what: { th: `${th} แจ้งว่าหน่วยงานอื่นไม่เก็บเงินไว้แล้ว`, en: `${en} says that the other authority keeps it no more` },
    money: {
      th: `${free.th} ไม่มีใครระงับที่นั่น จนกว่าเจ้าหน้าที่พิจารณา ${inAll.th}`,
      en: `${free.en} under no hold there, until a person decides; ${inAll.en}`,
    },
  };
}

/** Says what became of an institution's own suspension; the money is under no order by it. */
function ofOwnSuspension(event: MoneyEvent & { kind: 'own_suspension' }, told: Told): Words {
  const { suspensionId, state, institution } = event;
  const { th, en } = institution;
  if (state === 'active') {
    const until = event.expiresAt === null ? null : instantWords(event.expiresAt);
    told.own.set(suspensionId, { satang: event.amountSatang, until });
    const amount = baht(event.amountSatang);
    return {
      what: {
        th: `${th} ระงับเองเพราะมีเหตุอันควรสงสัย ${amount.th}`,
        en: `${en} suspended ${amount.en} by its own suspicion`,
      },
      money: {
        th: `ระงับ${untilWords(until).th} โดยไม่มีคำสั่งของศูนย์`,
        en: `Stands${untilWords(until).en}, without an order of the centre`,
      },
    };
  }
  const { satang, until } = told.own.get(suspensionId) ?? { satang: 0n, until: null };
  const amount = baht(satang);
  if (state === 'proceeded') {
    return {
      what: {
        th: `พนักงานเจ้าหน้าที่ดำเนินการตามเหตุอันควรสงสัยของ${th}`,
        en: `An officer proceeds on the suspicion of ${en}`,
      },
      money: {
        th: `${amount.th} ระงับต่อ${untilWords(until).th} นานกว่านั้นต้องมีคำสั่ง`,
        en: `${amount.en} stand${untilWords(until).en}; only an order holds them longer`,
      },
    };
  }
  const inAll = heldInAll(told);
  return {
    what:
      state === 'lifted'
        ? {
            th: `พนักงานเจ้าหน้าที่เห็นว่าเหตุอันควรสงสัยของ${th} ไม่มีมูล`,
            en: `An officer found the suspicion of ${en} unfounded`,
          }
        : { th: `เวลาที่${th} ระงับเองสิ้นสุด`, en: `The time of ${en}'s own suspension is over` },
    money: {
      th: `${amount.th} ธนาคารไม่ระงับเองแล้ว ${inAll.th}`,
      en: `${amount.en} no longer suspended by the bank itself; ${inAll.en}`,
    },
  };
}

const untilWords = (until: Both | null): Both =>
  until === null ? { th: '', en: '' } : { th: `ถึง ${until.th}`, en: ` until ${until.en}` };

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

/** Of a transfer that nobody knows well enough there is no order: nothing can stay or end. */
const NOTHING_OF_IT: Both = { th: 'ยังไม่มีเงินของรายการนั้นถูกระงับ', en: 'Nothing of that transfer is held' };

const OF_SEARCH: Readonly<Record<DebitState, Words | null>> = {
  asked: null,
  confirmed: {
    what: { th: 'ธนาคารของผู้เสียหายพบรายการที่ค้นหา', en: "The victim's bank found the transfer" },
    money: { th: 'นับเป็นรายการโอนของเรื่องนี้', en: 'It counts as a transfer of this case' },
  },
  denied: {
    what: { th: 'ธนาคารของผู้เสียหายไม่พบรายการที่ค้นหา', en: "The victim's bank found no such transfer" },
    money: NOTHING_OF_IT,
  },
  disputed: {
    what: {
      th: 'ธนาคารของผู้เสียหายตอบการค้นหา แต่ยังไม่แน่ว่าใช่รายการของผู้เสียหาย',
      en: "The victim's bank answered the search; whether it is the victim's transfer is not clear",
    },
    money: { th: `${NOTHING_OF_IT.th} เจ้าหน้าที่กำลังตรวจ`, en: `${NOTHING_OF_IT.en}; a person compares` },
  },
  unknown: {
    what: { th: 'ธนาคารของผู้เสียหายไม่ตอบการค้นหาในเวลา', en: "The victim's bank did not answer the search in time" },
    money: NOTHING_OF_IT,
  },
};

const NO_ORDER: Both = { th: 'ยังไม่มีคำสั่งระงับ', en: 'No order to hold is out' };

/** Says what the victim's bank answered. Where nothing was ordered, nothing that was ordered changes. */
function ofDebit({ state, isSearch }: MoneyEvent & { kind: 'debit' }, told: Told): Words | null {
  if (isSearch) return OF_SEARCH[state];
  const words = OF_DEBIT[state];
  return words === null || told.asked.size > 0 ? words : { what: words.what, money: NO_ORDER };
}

const OF_DEBIT: Readonly<Record<DebitState, Words | null>> = {
  asked: null,
  confirmed: {
    what: { th: 'ธนาคารของผู้เสียหายยืนยันการโอน', en: "The victim's bank confirmed the transfer" },
    money: { th: 'คำสั่งไม่อยู่ในเวลาเร่งด่วนอีก', en: 'Orders no longer run on the urgent time' },
  },
  denied: {
    what: { th: 'ธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอน', en: "The victim's bank denies the transfer" },
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
