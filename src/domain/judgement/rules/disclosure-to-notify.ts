import type { CaseFacts, Known } from '../facts.js';
import { type RuleJudge, finding } from '../finding.js';

/**
 * Judges SHARE-4N for the case: was data disclosed? Then the party that disclosed it owes notices
 * to police or DSI, and to AMLO.
 */
export const disclosureToNotify: RuleJudge = (facts, row) => {
  const disclosed = answersOf(facts).some((answer) => answer.known);
  const reason = disclosed
    ? {
        th: 'มีการเปิดเผยข้อมูลแล้ว ผู้เปิดเผยต้องแจ้งตำรวจหรือดีเอสไอ และ ปปง. โดยทันที',
        en: 'data was disclosed: who disclosed it tells police or DSI, and AMLO, immediately',
      }
    : { th: 'ยังไม่มีการเปิดเผยข้อมูล', en: 'nothing has been disclosed yet' };
  return [finding(row, 'case', facts.caseId, { outcome: disclosed ? 'met' : 'not_met', reasons: [reason] })];
};

function answersOf(facts: CaseFacts): Known<unknown>[] {
  return [
    facts.simEvidence,
    facts.walletEvidence,
    facts.listedContact,
    ...facts.accounts.flatMap((account) => [
      account.hr03,
      account.colour,
      account.acceptedComplaint,
      account.specialCase,
      account.passThroughMinutes,
    ]),
  ];
}
