import type { CaseFacts } from '../facts.js';
import { type RuleJudge, finding } from '../finding.js';

/**
 * Judges SHARE-4N for the case: did an institution disclose data under section 4? Then police or
 * DSI, and AMLO are told. What an agency answers (section 8/5(5)) is no such disclosure.
 */
export const disclosureToNotify: RuleJudge = (facts, row) => {
  const disclosed = hasInstitutionAnswered(facts);
  const reason = disclosed
    ? {
        th: 'สถาบันเปิดเผยข้อมูลแล้ว ผู้เปิดเผยต้องแจ้งตำรวจหรือดีเอสไอ และ ปปง. โดยทันที',
        en: 'an institution disclosed data: who disclosed it tells police or DSI, and AMLO, immediately',
      }
    : { th: 'ยังไม่มีสถาบันเปิดเผยข้อมูล', en: 'no institution has disclosed anything yet' };
  return [finding(row, 'case', facts.caseId, { outcome: disclosed ? 'met' : 'not_met', reasons: [reason] })];
};

function hasInstitutionAnswered({ transfers, accounts, notices }: CaseFacts): boolean {
  return (
    transfers.some(({ debit }) => debit !== 'unknown') ||
    accounts.some(({ passThroughMinutes }) => passThroughMinutes.known) ||
    (notices ?? []).some(({ by }) => by === 'institution')
  );
}
