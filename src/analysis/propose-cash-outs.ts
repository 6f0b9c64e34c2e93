import type { AdviceDraft, AdviceReason } from '../domain/advice/advice.js';
import { bandByCard } from '../domain/advice/measured.js';
import type { MinutesLeft, WayOut } from '../domain/advice/way-out.js';
import { featureHash } from './feature-hash.js';
import { CASH_OUT_MODEL, type CashOut, forecastCashOut, type Leaving } from './next/cash-out.js';
import type { Trace } from './trace/taint.js';

/** Less of the stolen money than this share is not worth a word. */
const LEAST_SHARE = 0.001;

/**
 * Says of each account where stolen money lies how and when it is likely to leave, by how money of
 * the earlier trails that were reported by now left. The score is how likely it goes where nothing
 * can be ordered.
 */
export function proposeCashOuts(
  { reached, victims, carrying, until }: Trace,
  leavings: readonly Leaving[],
): AdviceDraft[] {
  return [...reached.values()].flatMap(({ account, taintLeft }): AdviceDraft[] => {
    if (victims.has(account) || taintLeft < LEAST_SHARE) return [];
    const cameAt = carrying.reduce((last, { to, at }) => (to === account ? Math.max(last, at) : last), -Infinity);
    const forecast = forecastCashOut(Math.max(0, until - cameAt), leavings);
    return forecast === null ? [] : [draftOf(account, forecast)];
  });
}

function draftOf(account: string, { ways, minutesLeft, seen }: CashOut): AdviceDraft {
  const score = 1 - (ways.find(({ by }) => by === 'account')?.share ?? 0);
  const minutes = minutesLeft === null ? {} : { ...minutesLeft };
  return {
    kind: 'cash_out',
    subject: account,
    score,
    band: bandByCard(CASH_OUT_MODEL),
    reasons: [waysReason(ways, seen), ...(minutesLeft === null ? [] : [minutesReason(minutesLeft)])],
    counterfactual: null,
    detail: { ways, minutesLeft },
    modelVersion: CASH_OUT_MODEL,
    featureHash: featureHash({ ...Object.fromEntries(ways.map(({ by, share }) => [by, share])), ...minutes, seen }),
    shadow: false,
  };
}

const WORDS: Readonly<Record<WayOut, { th: string; en: string }>> = {
  account: { th: 'โอนต่อไปบัญชีอื่น', en: 'to another account' },
  cash: { th: 'ถอนเป็นเงินสด', en: 'as cash' },
  crypto: { th: 'ซื้อสินทรัพย์ดิจิทัล', en: 'to digital assets' },
  shop: { th: 'จ่ายค่าสินค้า', en: 'to a shop' },
  other: { th: 'ออกทางอื่น', en: 'by another way' },
};

function waysReason(ways: CashOut['ways'], seen: number): AdviceReason {
  const named = ways.slice(0, 3).map(({ by, share }) => ({ ...WORDS[by], percent: Math.round(share * 100) }));
  return {
    code: 'LEAVE.WAYS',
    th: `จากเส้นทางเงินที่รายงานมาแล้ว ${seen} ช่วง เงินออกจากบัญชี: ${named.map(({ th, percent }) => `${th} ร้อยละ ${percent}`).join(', ')}`,
    en: `by ${seen} hops of reported trails, money leaves ${named.map(({ en, percent }) => `${en} in ${percent}%`).join(', ')}`,
  };
}

function minutesReason({ tenth, half, nineTenths }: MinutesLeft): AdviceReason {
  const [first, middle, last] = [tenth, half, nineTenths].map((minutes) => Math.max(1, Math.round(minutes)));
  return {
    code: 'LEAVE.MINUTES',
    th: `เงินที่พักนานเท่านี้แล้วออกไปภายในเวลาอีก ${first} นาที (หนึ่งในสิบ) ${middle} นาที (ครึ่งหนึ่ง) ${last} นาที (เก้าในสิบ)`,
    en: `of money that lay as long and left, a tenth left within ${first} more minutes, half within ${middle}, nine tenths within ${last}`,
  };
}
