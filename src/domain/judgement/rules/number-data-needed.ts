import { type RuleJudge, evidenceOf, finding } from '../finding.js';
import { whyNoSuspicion } from './data-to-share.js';

/** Judges TEL-5 for the case: is subscriber data of a number that reached the victim needed? */
export const numberDataNeeded: RuleJudge = (facts, row) => {
  const { simEvidence } = facts;
  const noSuspicion = whyNoSuspicion(facts);
  if (noSuspicion !== null) return [finding(row, 'case', facts.caseId, noSuspicion)];
  if (!simEvidence.known && simEvidence.why === 'not_asked') {
    const reasons = [{ th: 'ไม่มีหมายเลขที่ต้องขอข้อมูล', en: 'no number is known whose data is needed' }];
    return [finding(row, 'case', facts.caseId, { outcome: 'not_met', reasons })];
  }
  const reasons = [
    {
      th: 'มีหมายเลขที่ติดต่อผู้เสียหาย ข้อมูลผู้ลงทะเบียนจึงจำเป็น',
      en: 'a number reached the victim: who it is registered to is needed',
    },
  ];
  const missing = simEvidence.known ? [] : ['nbtc.sim'];
  return [
    finding(row, 'case', facts.caseId, { outcome: 'met', reasons, missing, evidenceIds: evidenceOf(simEvidence) }),
  ];
};
