import { findRule, numberParameter } from '../../rulebook/in-force.js';
import type { Satang } from '../../money.js';
import type { RuleRow } from '../../rulebook/row.js';
import type { CaseFacts } from '../facts.js';
import { type JudgeContext, type Reason, type RuleJudge, evidenceOf, finding } from '../finding.js';

/** The body that investigates. */
export const ASSIGNED_ROUTES = ['station', 'ccib', 'dsi'] as const;
export type AssignedRoute = (typeof ASSIGNED_ROUTES)[number];

/**
 * Returns the route of a case: DSI for a known special case (P-ASSIGN-DSI), otherwise CCIB or the
 * station by loss and victims. `row` is the P-ASSIGN row.
 */
export function routeBy(facts: CaseFacts, row: RuleRow, { rulebook, now }: JudgeContext): AssignedRoute {
  const special = facts.accounts.some((account) => account.specialCase.known && account.specialCase.value);
  if (special && findRule(rulebook, 'P-ASSIGN-DSI', now)?.parameters['specialCaseCounts'] === true) return 'dsi';
  return reachesCcib(facts, row) ? 'ccib' : 'station';
}

function reachesCcib(facts: CaseFacts, row: RuleRow): boolean {
  return (
    reachesCentral({ stolenSatang: facts.stolenSatang, victims: knownVictims(facts) }, row) ||
    reachesByGroup(facts, row)
  );
}

/** Returns whether the linked cases together reach the threshold. */
function reachesByGroup({ group }: CaseFacts, row: RuleRow): boolean {
  return group !== undefined && reachesCentral(group, row);
}

/** Returns whether a loss and a number of victims go beyond a police station. `row` is the P-ASSIGN row. */
export function reachesCentral(
  { stolenSatang, victims }: { stolenSatang: Satang; victims: number },
  row: RuleRow,
): boolean {
  const atLeast = (name: string) => stolenSatang >= BigInt(numberParameter(row, name));
  if (atLeast('ccibMinSatang') || victims >= numberParameter(row, 'ccibMinVictims')) return true;
  return victims >= numberParameter(row, 'ccibJointMinVictims') && atLeast('ccibJointMinSatang');
}

/**
 * Returns the least number of victims: this one, and the most other victims at one account.
 * Victims of two accounts are not added, because they may be the same persons.
 */
function knownVictims(facts: CaseFacts): number {
  return 1 + Math.max(0, ...facts.accounts.map((account) => account.otherVictims));
}

/**
 * Judges P-ASSIGN for the case: does it go beyond a police station? While DSI has not answered,
 * the station is only a preliminary answer.
 */
export const beyondStation: RuleJudge = (facts, row, context) => {
  const route = routeBy(facts, row, context);
  const dsiMissing = route !== 'dsi' && facts.accounts.some((account) => !account.specialCase.known);
  const outcome = route !== 'station' ? 'met' : dsiMissing ? 'unknown' : 'not_met';
  return [
    finding(row, 'case', facts.caseId, {
      outcome,
      reasons: [REASONS[route], ...(route === 'ccib' && reachesByGroup(facts, row) ? [BY_GROUP] : [])],
      missing: dsiMissing ? ['dsi.special_case'] : [],
      evidenceIds: evidenceOf(...facts.accounts.map((account) => account.specialCase)),
    }),
  ];
};

const BY_GROUP: Reason = {
  th: 'นับรวมเรื่องที่เชื่อมโยงกัน',
  en: 'the cases that are linked with this one are counted with it',
};

const REASONS: Readonly<Record<AssignedRoute, Reason>> = {
  dsi: { th: 'บัญชีในเส้นทางเงินอยู่ในคดีพิเศษของดีเอสไอ', en: 'an account on the trail belongs to a special case of DSI' },
  ccib: {
    th: 'ความเสียหายหรือจำนวนผู้เสียหายถึงเกณฑ์ของ บช.สอท.',
    en: 'the loss, or the number of victims, reaches the threshold of CCIB',
  },
  station: { th: 'อยู่ในอำนาจของสถานีตำรวจ', en: 'a police station is competent' },
};
