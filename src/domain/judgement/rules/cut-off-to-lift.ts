import { findRule } from '../../rulebook/in-force.js';
import { judgeNumber } from '../evidence-on-number.js';
import { type RuleJudge, evidenceOf, finding } from '../finding.js';

/**
 * Judges P-UNCUT: is the service of a number suspended at this case's request although the
 * evidence, as it stands now, does not bear it: the number is protected or was spoofed, or nothing
 * speaks against it any more? No finding while no number of the case is cut off.
 */
export const cutOffToLift: RuleJudge = (facts, row, { rulebook, now }) => {
  const measure = findRule(rulebook, 'P-EV5', now);
  const cutOff = facts.numbers.filter(({ isCutOff }) => isCutOff);
  if (measure === undefined || cutOff.length === 0) return [];
  const wrong = cutOff.filter((number) => judgeNumber(number, measure).outcome === 'not_met');
  const evidenceIds = evidenceOf(...(wrong.length > 0 ? wrong : cutOff).flatMap(({ sim, listed }) => [sim, listed]));
  const verdict =
    wrong.length > 0
      ? ({
          outcome: 'met',
          reasons: [
            {
              th: 'หมายเลขที่ให้ระงับบริการไปแล้วเป็นหมายเลขที่ได้รับการคุ้มครอง ถูกปลอม หรือไม่มีหลักฐานต่อหมายเลขนั้นแล้ว ต้องขอยกเลิกการระงับบริการ',
              en: 'a number that was cut off is protected or was spoofed, or nothing speaks against it any more: its service is to be given back',
            },
          ],
        } as const)
      : ({
          outcome: 'not_met',
          reasons: [
            {
              th: 'หลักฐานต่อหมายเลขที่ระงับบริการไว้ยังคงอยู่',
              en: 'the evidence against each number that was cut off still stands',
            },
          ],
        } as const);
  return [finding(row, 'case', facts.caseId, { ...verdict, evidenceIds })];
};
