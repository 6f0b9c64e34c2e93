import { ruleInForce } from '../../rulebook/in-force.js';
import type { Outcome, Reason } from '../finding.js';
import { type RuleJudge, finding } from '../finding.js';
import { judgeEvidence } from '../reason-to-believe.js';

/**
 * Judges AOC-85B for each account: may the centre suspend it, by the measure of P-EV85B in force?
 * Not once its holder has proven that it is not connected (AOC-85C).
 */
export const centreMaySuspend: RuleJudge = (facts, row, { rulebook, now }) => {
  const measure = ruleInForce(rulebook, 'P-EV85B', now);
  return facts.accounts.map((account) => {
    if (account.provenUnrelated) {
      return finding(row, 'account', account.account, { outcome: 'not_met', reasons: [PROVEN_UNRELATED] });
    }
    const verdict = judgeEvidence(account, facts, measure);
    return finding(row, 'account', account.account, {
      ...verdict,
      reasons: [CONCLUSION[verdict.outcome], ...verdict.reasons],
    });
  });
};

const PROVEN_UNRELATED: Reason = {
  th: 'พิสูจน์แล้วว่าบัญชีมิได้เกี่ยวข้อง (AOC-85C) ศูนย์จึงไม่สั่งระงับ',
  en: 'the account is proven not connected (AOC-85C), so the centre does not suspend it',
};

const CONCLUSION: Readonly<Record<Outcome, Reason>> = {
  met: {
    th: 'พยานหลักฐานอันควรเชื่อได้ว่าบัญชีเกี่ยวข้อง ศูนย์สั่งระงับได้เมื่อผู้มีอำนาจอนุมัติ',
    en: 'the evidence gives reason to believe; the centre may order the suspension once the right officers approve',
  },
  unknown: {
    th: 'ยังสรุปไม่ได้ว่าพยานหลักฐานถึงระดับอันควรเชื่อได้',
    en: 'whether the evidence gives reason to believe is not known yet',
  },
  not_met: {
    th: 'พยานหลักฐานไม่ถึงระดับอันควรเชื่อได้',
    en: 'the evidence does not give reason to believe',
  },
};
