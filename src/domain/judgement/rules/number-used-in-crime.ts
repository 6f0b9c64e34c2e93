import { findRule } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { type GroundAgainstNumber, speaksAgainst } from '../evidence-on-number.js';
import type { CaseFacts, NumberFacts } from '../facts.js';
import { type Reason, type RuleJudge, type Verdict, evidenceOf, finding } from '../finding.js';

/**
 * Judges NBTC-5 for the case: does the evidence give reason to believe that a number that reached
 * the victim was used in the crime, by the measure of P-EV5 in force? A link has no telecom
 * service, so what agencies say of links counts for nothing.
 */
export const numberUsedInCrime: RuleJudge = (facts, row, { rulebook, now }) => {
  const measure = findRule(rulebook, 'P-EV5', now);
  return measure === undefined ? [] : [finding(row, 'case', facts.caseId, judge(facts, measure))];
};

const REASONS: Readonly<Record<GroundAgainstNumber, Reason>> = {
  'nbtc.sim': {
    th: 'หมายเลขที่ติดต่อผู้เสียหายระบุตัวผู้ลงทะเบียนไม่ได้หรือถูกระงับ (กสทช.)',
    en: 'a number that reached the victim is registered to nobody identifiable, or is suspended (NBTC)',
  },
  'mdes.listed_number': {
    th: 'หมายเลขที่ติดต่อผู้เสียหายอยู่ในบัญชี DE-fence ตามสีที่เกณฑ์กำหนด',
    en: 'a number that reached the victim has a colour on the DE-fence list that counts (MDES)',
  },
};

const ANSWER_OF: Readonly<Record<GroundAgainstNumber, keyof NumberFacts>> = {
  'nbtc.sim': 'sim',
  'mdes.listed_number': 'listed',
};

const GROUNDS: readonly GroundAgainstNumber[] = ['nbtc.sim', 'mdes.listed_number'];

function judge({ numbers }: CaseFacts, measure: RuleRow): Verdict {
  const against = numbers.flatMap((number) => speaksAgainst(number, measure).map((ground) => ({ number, ground })));
  if (against.length > 0) {
    const shown = GROUNDS.filter((ground) => against.some((each) => each.ground === ground));
    return {
      outcome: 'met',
      reasons: shown.map((ground) => REASONS[ground]),
      evidenceIds: evidenceOf(...against.map(({ number, ground }) => number[ANSWER_OF[ground]])),
    };
  }
  const evidenceIds = evidenceOf(...numbers.flatMap(({ sim, listed }) => [sim, listed]));
  const missing = GROUNDS.filter((ground) => numbers.some((number) => !number[ANSWER_OF[ground]].known));
  return {
    outcome: missing.length > 0 ? 'unknown' : 'not_met',
    reasons: [whyNot(numbers, missing)],
    missing,
    evidenceIds,
  };
}

function whyNot(numbers: readonly NumberFacts[], missing: readonly string[]): Reason {
  if (numbers.length === 0) {
    return { th: 'ไม่มีหมายเลขที่ติดต่อผู้เสียหาย', en: 'no number that reached the victim is known' };
  }
  return missing.length > 0
    ? { th: 'ยังขาดคำตอบเกี่ยวกับหมายเลข', en: 'answers about the numbers are missing' }
    : { th: 'ไม่พบหลักฐานต่อหมายเลขที่แจ้ง', en: 'nothing speaks against the numbers reported' };
}
