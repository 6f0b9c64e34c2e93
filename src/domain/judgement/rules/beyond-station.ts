import { numberParameter } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import type { CaseFacts } from '../facts.js';
import { type Reason, type RuleJudge, evidenceOf, finding } from '../finding.js';

/** Which body investigates. */
export type AssignedRoute = 'station' | 'ccib' | 'dsi';

/** The route of a case by a P-ASSIGN row: a known DSI special case first, then the loss. */
export function routeBy(facts: CaseFacts, row: RuleRow): AssignedRoute {
  const special = facts.accounts.some((account) => account.specialCase.known && account.specialCase.value);
  if (special) return 'dsi';
  return facts.stolenSatang >= BigInt(numberParameter(row, 'ccibMinSatang')) ? 'ccib' : 'station';
}

/** P-ASSIGN, per case: does it go beyond a police station? While DSI has not answered, a station is only the present answer. */
export const beyondStation: RuleJudge = (facts, row) => {
  const route = routeBy(facts, row);
  const dsiMissing = route !== 'dsi' && facts.accounts.some((account) => !account.specialCase.known);
  const outcome = route !== 'station' ? 'met' : dsiMissing ? 'unknown' : 'not_met';
  return [
    finding(row, 'case', facts.caseId, {
      outcome,
      reasons: [REASONS[route]],
      missing: dsiMissing ? ['dsi.special_case'] : [],
      evidenceIds: evidenceOf(...facts.accounts.map((account) => account.specialCase)),
    }),
  ];
};

const REASONS: Readonly<Record<AssignedRoute, Reason>> = {
  dsi: { th: 'บัญชีในเส้นทางเงินอยู่ในคดีพิเศษของดีเอสไอ', en: 'an account on the trail belongs to a special case of DSI' },
  ccib: { th: 'ความเสียหายถึงเกณฑ์ของ บช.สอท.', en: 'the loss reaches the threshold of CCIB' },
  station: { th: 'อยู่ในอำนาจของสถานีตำรวจ', en: 'a police station is competent' },
};
