import { findRule } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { type GroundAgainstNumber, judgeNumber, type NumberShield, type NumberVerdict } from '../evidence-on-number.js';
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
    th: 'หมายเลขที่ติดต่อผู้เสียหายระบุตัวผู้ลงทะเบียนไม่ได้ (กสทช.)',
    en: 'a number that reached the victim is registered to nobody identifiable (NBTC)',
  },
  'mdes.listed_number': {
    th: 'หมายเลขที่ติดต่อผู้เสียหายอยู่ในบัญชี DE-fence ตามสีที่เกณฑ์กำหนด และผู้ให้บริการยืนยันว่าสายมาจากหมายเลขนั้น',
    en: 'a number that reached the victim has a colour on the DE-fence list that counts (MDES), and the calls came from its line (NBTC)',
  },
};

const SHIELDED: Readonly<Record<NumberShield, Reason>> = {
  protected: {
    th: 'หมายเลขที่ติดต่อผู้เสียหายเป็นหมายเลขที่ได้รับการคุ้มครอง เช่น สายด่วน โรงพยาบาล หน่วยงานรัฐ หรือธนาคาร จึงไม่ระงับ',
    en: 'a number that reached the victim is protected, such as one of a hotline, hospital, authority or bank: it is never cut off',
  },
  spoofed: {
    th: 'หมายเลขที่แสดงถูกปลอม สายไม่ได้มาจากหมายเลขนั้น (กสทช.)',
    en: 'the number shown was spoofed: the calls did not come from its line (NBTC)',
  },
};

const ANSWER_OF: Readonly<Record<GroundAgainstNumber, keyof Pick<NumberFacts, 'sim' | 'listed'>>> = {
  'nbtc.sim': 'sim',
  'mdes.listed_number': 'listed',
};

const GROUNDS: readonly GroundAgainstNumber[] = ['nbtc.sim', 'mdes.listed_number'];
const SHIELDS: readonly NumberShield[] = ['protected', 'spoofed'];

function judge({ numbers }: CaseFacts, measure: RuleRow): Verdict {
  const verdicts = numbers.map((number) => ({ number, verdict: judgeNumber(number, measure) }));
  const met = verdicts.filter(({ verdict }) => verdict.outcome === 'met');
  if (met.length > 0) {
    const shown = GROUNDS.filter((ground) => met.some(({ verdict }) => verdict.grounds.includes(ground)));
    const answers = met.flatMap(({ number, verdict }) => verdict.grounds.map((ground) => number[ANSWER_OF[ground]]));
    return { outcome: 'met', reasons: shown.map((ground) => REASONS[ground]), evidenceIds: evidenceOf(...answers) };
  }
  const missing = verdicts.flatMap(({ verdict }) => verdict.missing);
  return {
    outcome: missing.length > 0 ? 'unknown' : 'not_met',
    reasons: whyNot(verdicts.map(({ verdict }) => verdict)),
    missing,
    evidenceIds: evidenceOf(...numbers.flatMap(({ sim, listed }) => [sim, listed])),
  };
}

function whyNot(verdicts: readonly NumberVerdict[]): Reason[] {
  if (verdicts.length === 0) {
    return [{ th: 'ไม่มีหมายเลขที่ติดต่อผู้เสียหาย', en: 'no number that reached the victim is known' }];
  }
  const shielded = SHIELDS.filter((shield) => verdicts.some((verdict) => verdict.shield === shield));
  const open = verdicts.flatMap(({ missing }) => missing);
  const others = verdicts.filter(({ shield }) => shield === null);
  return [
    ...shielded.map((shield) => SHIELDED[shield]),
    ...(open.includes('nbtc.origin')
      ? [
          {
            th: 'มีข้อมูลต่อหมายเลขนั้น แต่ผู้ให้บริการยังไม่ยืนยันว่าสายมาจากหมายเลขนั้นจริง หมายเลขที่แสดงอาจถูกปลอม',
            en: 'something speaks against a number, but nobody has said that the calls came from its line: the number shown may be spoofed',
          },
        ]
      : []),
    ...(open.some((code) => code !== 'nbtc.origin')
      ? [{ th: 'ยังขาดคำตอบเกี่ยวกับหมายเลข', en: 'answers about the numbers are missing' }]
      : []),
    ...(open.length === 0 && others.length > 0
      ? [{ th: 'ไม่พบหลักฐานต่อหมายเลขที่แจ้ง', en: 'nothing speaks against the numbers reported' }]
      : []),
  ];
}
