import type { Reason } from '../observed.js';

interface Text {
  th: string;
  en: string;
}

/** What is said of a figure, and what is said where nobody knows it. */
interface Words {
  known: (value: number) => Text;
  unknown: Text;
}

/**
 * What a feature says of an account, in words for an officer. A share is given in per cent; a
 * ranked feature is the share of the other accounts of the trail that have less.
 */
const WORDS: Readonly<Record<string, Words>> = {
  taint: percent('เงินที่ถูกหลอกไปมาถึงบัญชีนี้ร้อยละ', 'of the stolen money can have arrived here'),
  hop: {
    known: (hop) => ({
      th: hop === 0 ? 'ผู้เสียหายโอนเข้าบัญชีนี้โดยตรง' : `เป็นบัญชีแถวที่ ${hop} จากผู้เสียหาย`,
      en: hop === 0 ? 'a victim paid this account' : `it is ${hop} hops from the account that the victim paid`,
    }),
    unknown: {
      th: 'ไม่ทราบว่าบัญชีนี้อยู่แถวที่เท่าใดจากผู้เสียหาย',
      en: 'it is not known how many hops it is from the account that the victim paid',
    },
  },
  concentration: percent('เงินที่เข้าบัญชีหลังเกิดเหตุเป็นเงินที่ถูกหลอกร้อยละ', 'of what came in since the theft is stolen money'),
  traceInShare: percent(
    'เงินเข้าหลังเกิดเหตุมาจากบัญชีในเส้นทางเงินร้อยละ',
    'of what came in since the theft came along this trail',
  ),
  traceOutShare: percent(
    'เงินออกหลังเกิดเหตุออกหลังเงินที่ถูกหลอกมาถึงร้อยละ',
    'of what it paid since the theft left after the money had come',
  ),
  traceSenders: rank('จำนวนผู้โอนในเส้นทางเงิน', 'accounts of the trail that pay it'),
  traceSenderShare: percent(
    'ผู้โอนเข้าหลังเกิดเหตุเป็นบัญชีในเส้นทางเงินร้อยละ',
    'of its payers since the theft are accounts of this trail',
  ),
  sentOn: percent('เงินที่ถูกหลอกถูกโอนต่อไปแล้วร้อยละ', 'of the stolen money that came has left again'),
  waited: rank('ระยะเวลาที่เงินพักอยู่', 'time that the money lay here'),
  waitedHours: {
    known: (logHours) => {
      const text = duration(Math.expm1(logHours));
      return {
        th: `หลังเงินเข้า ไม่พบการโอนออกเป็นเวลา ${text.th}`,
        en: `no payment of it is known for ${text.en} after the money arrived`,
      };
    },
    unknown: {
      th: 'ไม่ทราบว่าเงินพักอยู่นานเท่าใดก่อนโอนออก',
      en: 'it is not known how long the money lay here before a payment',
    },
  },
  passThrough: balance('ยอดออกเทียบกับยอดเข้าหลังเกิดเหตุร้อยละ', 'outflow matches inflow since the theft'),
  passThroughPast: balance('ยอดออกเทียบกับยอดเข้าก่อนเกิดเหตุร้อยละ', 'outflow matched inflow before the theft'),
  matched: percent(
    'เงินเข้าหลังเกิดเหตุถูกโอนออกด้วยยอดใกล้เคียงกันร้อยละ',
    'of what came since the theft left again in a like amount',
  ),
  matchedPast: percent(
    'ก่อนเกิดเหตุ เงินเข้าถูกโอนออกด้วยยอดใกล้เคียงกันร้อยละ',
    'of what came before the theft left again in a like amount',
  ),
  matchedQuickly: percent(
    'เงินเข้าถูกโอนออกด้วยยอดใกล้เคียงกันภายในหนึ่งชั่วโมงร้อยละ',
    'of what came left again in a like amount within an hour',
  ),
  netFlow: signed('ยอดเข้าสุทธิหลังเกิดเหตุ', 'net inflow since the theft'),
  netFlowPast: signed('ยอดเข้าสุทธิก่อนเกิดเหตุ', 'net inflow before the theft'),
  newSenderShare: percent(
    'รายการเข้าจากผู้โอนที่ไม่เคยโอนมาก่อนร้อยละ',
    'of what it was paid came from payers that are new to it',
  ),
  newReceiverShare: percent('รายการออกไปยังผู้รับที่ไม่เคยโอนให้ร้อยละ', 'of its payments went to payees that are new to it'),
  inGrowth: change('ยอดเงินเข้าต่อวัน', 'daily inflow'),
  outGrowth: change('ยอดเงินออกต่อวัน', 'daily outflow'),
  inCountGrowth: change('จำนวนรายการเข้าต่อวัน', 'daily number of payments received'),
  outCountGrowth: change('จำนวนรายการออกต่อวัน', 'daily number of payments made'),
  inAmountGrowth: change('ยอดเฉลี่ยต่อรายการเข้าในเส้นทางเงิน', 'mean amount that came along the trail'),
  outAmountGrowth: change('ยอดเฉลี่ยต่อรายการออกในเส้นทางเงิน', 'mean amount that left along the trail'),
  inCount: rank('จำนวนรายการเข้า', 'payments received since the theft'),
  outCount: rank('จำนวนรายการออก', 'payments made since the theft'),
  senders: rank('จำนวนผู้โอนเข้า', 'payers'),
  receivers: rank('จำนวนผู้รับโอน', 'payees'),
  inAmount: rank('ยอดเงินเข้าหลังเกิดเหตุ', 'inflow since the theft'),
  inAmountPast: rank('ยอดเงินเข้าก่อนเกิดเหตุ', 'inflow before the theft'),
  arrived: rank('ยอดเงินเข้าจากเส้นทางเงิน', 'inflow along the trail'),
  paysBackShare: percent('ผู้โอนเข้าที่บัญชีนี้โอนกลับด้วยร้อยละ', 'of its payers are paid by it too'),
  inCircle: yesOrNo(
    'เงินวนกลับไปยังบัญชีก่อนหน้า',
    'เงินไม่ได้วนกลับ',
    'money goes back to an earlier account',
    'no money goes back',
  ),
  meets: {
    known: (logCount) => {
      const count = Math.round(Math.expm1(logCount));
      return {
        th: `บัญชีปลายทางรับเงินจากบัญชีในเส้นทางเงิน ${count} บัญชี`,
        en: `${count} accounts of the trail pay an account that it pays`,
      };
    },
    unknown: {
      th: 'ไม่ทราบว่าบัญชีปลายทางรับเงินจากบัญชีในเส้นทางเงินกี่บัญชี',
      en: 'it is not known how many accounts of the trail pay an account that it pays',
    },
  },
  burst: percent('รายการเข้าที่กระจุกอยู่ในวันเดียวร้อยละ', 'of what it was paid came within one day'),
  ageDays: rank('ระยะเวลาตั้งแต่เริ่มเห็นการใช้บัญชี', 'days since it was first seen in use'),
  quietDays: rank('จำนวนวันที่ไม่เคลื่อนไหวก่อนเกิดเหตุ', 'quiet days before the theft'),
  nightShare: percent('รายการระหว่างเที่ยงคืนถึงหกโมงเช้าร้อยละ', 'of its payments were made between midnight and six'),
  smallPayments: percent('รายการเข้าต่ำกว่า 100 บาทร้อยละ', 'of what it was paid was below 100 baht'),
  roundShare: percent('รายการที่เป็นยอดเต็มร้อยบาทร้อยละ', 'of its payments are in whole hundreds of baht'),
  shopShare: percent(
    'รายการเข้าเป็นการชำระค่าสินค้า (QR หรือบัตร) ร้อยละ',
    'of what it was paid came by QR or card, as in a shop',
  ),
  wageShare: percent('รายการเข้าเป็นค่าจ้างร้อยละ', 'of what it was paid were wages'),
  leftRailsShare: percent('เงินออกเป็นเงินสดหรือออกนอกระบบร้อยละ', 'of what it paid left the rails, as cash or otherwise'),
  paysShopsShare: percent('รายการออกเป็นการชำระค่าสินค้า (QR หรือบัตร) ร้อยละ', 'of its payments went to shops by QR or card'),
  habitDays: {
    known: (days) => ({
      th: `รับแล้วโอนต่อด้วยยอดใกล้เคียงกันมาแล้ว ${Math.round(days)} วันก่อนเกิดเหตุ`,
      en: `it began to send on like amounts ${Math.round(days)} days before the theft`,
    }),
    unknown: {
      th: 'ไม่ทราบว่าเริ่มรับแล้วโอนต่อด้วยยอดใกล้เคียงกันเมื่อใด',
      en: 'it is not known when it began to send on like amounts',
    },
  },
  arrivedFromKnown: percent(
    'เงินเข้าจากเส้นทางเงินมาจากผู้โอนที่เคยโอนมาก่อนร้อยละ',
    'of what came along the trail came from payers that it knew',
  ),
  payeesSendOn: percent(
    'เงินที่โอนออกตามเส้นทางเงินไปยังบัญชีที่โอนต่อหรือถอนออกร้อยละ',
    'of what left along the trail went to accounts that sent it on, or left the rails',
  ),
  simOwnerDiffers: {
    known: yesOrNo(
      'ผู้จดทะเบียนซิมไม่ใช่เจ้าของบัญชี (กสทช.)',
      'ผู้จดทะเบียนซิมเป็นเจ้าของบัญชี (กสทช.)',
      'the SIM is not registered to the holder (NBTC)',
      'the SIM is registered to the holder (NBTC)',
    ).known,
    unknown: {
      th: 'ไม่ทราบว่าผู้จดทะเบียนซิมเป็นเจ้าของบัญชีหรือไม่ (กสทช.)',
      en: 'it is not known whether the SIM is registered to the holder (NBTC)',
    },
  },
  hr03: yesOrNo(
    'อยู่ในรายชื่อ HR-03 (ปปง.)',
    'ไม่อยู่ในรายชื่อ HR-03',
    'the holder is on a list HR-03 (AMLO)',
    'the holder is on no list HR-03',
  ),
  colour: yesOrNo(
    'มีสีบัญชีม้าในระบบ CFR',
    'ไม่มีสีบัญชีม้าในระบบ CFR',
    'the Central Fraud Registry gives it a colour',
    'the Central Fraud Registry gives it no colour',
  ),
  earlierComplaints: {
    known: (count) => ({ th: `มีคำร้องทุกข์ก่อนหน้า ${count} เรื่อง`, en: `${count} earlier complaints name it` }),
    unknown: { th: 'ไม่ทราบว่ามีคำร้องทุกข์ก่อนหน้าหรือไม่', en: 'it is not known whether earlier complaints name it' },
  },
  specialCases: {
    known: (count) => ({ th: `อยู่ในคดีพิเศษ ${count} คดี`, en: `${count} special cases of the DSI name it` }),
    unknown: { th: 'ไม่ทราบว่าอยู่ในคดีพิเศษหรือไม่', en: 'it is not known whether special cases of the DSI name it' },
  },
  flaggedWallets: yesOrNo(
    'เกี่ยวข้องกับกระเป๋าเงินที่ถูกแจ้งเตือน (ก.ล.ต.)',
    'ไม่เกี่ยวข้องกับกระเป๋าเงินที่ถูกแจ้งเตือน',
    'it deals with a flagged wallet (SEC)',
    'it deals with no flagged wallet',
  ),
  daysOpen: {
    known: (logDays) => {
      const days = Math.round(Math.expm1(logDays));
      return { th: `เปิดบัญชีมาแล้ว ${days} วัน`, en: `the account has been open for ${days} days` };
    },
    unknown: { th: 'ไม่ทราบว่าเปิดบัญชีมานานเท่าใด', en: 'it is not known how long the account has been open' },
  },
  neighboursKnown: percent(
    'คู่โอนในเส้นทางเงินที่มีประวัติกับหน่วยงานร้อยละ',
    'of its payers and payees on the trail are known to an agency',
  ),
  joinedPerson: joined(
    'บัญชีอื่นบนเส้นทางเงินที่มีบุคคลเดียวกันอยู่เบื้องหลัง',
    'other accounts on known trails with the same person behind them',
  ),
  joinedDevice: joined(
    'บัญชีอื่นบนเส้นทางเงินที่ใช้เครื่องเดียวกัน',
    'other accounts on known trails that were used on the same device',
  ),
  joinedWallet: joined(
    'บัญชีอื่นบนเส้นทางเงินที่เชื่อมกับวอลเล็ตเดียวกัน',
    'other accounts on known trails with the same digital-asset wallet',
  ),
  joinedKnown: joined(
    'บัญชีที่มีบุคคล เครื่อง หรือวอลเล็ตเดียวกันและหน่วยงานมีประวัติ',
    'accounts with the same person, device or wallet that an agency knows something of',
  ),
};

/** Says in words what a feature says of an account; also that nobody knows it. */
export function reasonOf(feature: string, value: number): Reason {
  const code = `HOP.${feature.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  const words = WORDS[feature];
  if (words === undefined) throw new RangeError(`no words are written for the feature ${feature}`);
  return { code, ...(Number.isNaN(value) ? words.unknown : words.known(value)) };
}

function percent(th: string, en: string): Words {
  return {
    known: (share) => {
      const value = Math.round(share * 100);
      return { th: `${th} ${value}`, en: `${value}% ${en}` };
    },
    unknown: { th: `ไม่ทราบว่า${th}เท่าใด`, en: `it is not known what share ${en}` },
  };
}

/** Says how many accounts are joined with it, from the logarithm of one more. */
function joined(th: string, en: string): Words {
  return {
    known: (logCount) => {
      const count = Math.round(Math.expm1(logCount));
      return { th: `${th}: ${count} บัญชี`, en: `${en}: ${count}` };
    },
    unknown: { th: `ไม่ทราบว่ามี${th}หรือไม่`, en: `not known: ${en}` },
  };
}

/** Says how far two sums are alike. */
function balance(th: string, en: string): Words {
  const { known, unknown } = percent(th, `is how far ${en}`);
  return { known, unknown: { th: unknown.th, en: `it is not known how far ${en}` } };
}

function rank(th: string, en: string): Words {
  return {
    known: (share) => {
      const value = Math.round(share * 100);
      return {
        th: `${th}: มากกว่าบัญชีอื่นในเส้นทางเงินร้อยละ ${value}`,
        en: `${en}: more than ${value}% of the accounts of the trail`,
      };
    },
    unknown: { th: `ไม่ทราบ${th}`, en: `not known: ${en}` },
  };
}

/** Says a share of past and present in which a half means no change. */
function change(th: string, en: string): Words {
  return {
    known: (share) => {
      if (share >= 0.995) return { th: `${th}: ก่อนเกิดเหตุแทบไม่มี`, en: `${en}: there was hardly any before` };
      const times = (share / (1 - share)).toFixed(1);
      return { th: `${th}: ${times} เท่าของก่อนเกิดเหตุ`, en: `${en}: ${times} times what it was before` };
    },
    unknown: { th: `ไม่ทราบว่า${th}เปลี่ยนไปเท่าใด`, en: `it is not known how the ${en} changed` },
  };
}

function signed(th: string, en: string): Words {
  return {
    known: (share) => {
      const value = Math.round(share * 100);
      return { th: `${th} ร้อยละ ${value} ของยอดหมุนเวียน`, en: `${en}: ${value}% of its turnover` };
    },
    unknown: { th: `ไม่ทราบ${th}`, en: `not known: ${en}` },
  };
}

function yesOrNo(yesTh: string, noTh: string, yesEn: string, noEn: string): Words {
  return {
    known: (value) => (value > 0 ? { th: yesTh, en: yesEn } : { th: noTh, en: noEn }),
    unknown: { th: `ไม่ทราบว่า${yesTh} หรือไม่`, en: `it is not known whether ${yesEn}` },
  };
}

function duration(hours: number): Text {
  if (hours < 2) return { th: `${Math.round(hours * 60)} นาที`, en: `${Math.round(hours * 60)} minutes` };
  if (hours < 48) return { th: `${Math.round(hours)} ชั่วโมง`, en: `${Math.round(hours)} hours` };
  return { th: `${Math.round(hours / 24)} วัน`, en: `${Math.round(hours / 24)} days` };
}
