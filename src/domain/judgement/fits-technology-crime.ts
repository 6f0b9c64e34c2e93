import { findRule, listParameter } from '../rulebook/in-force.js';
import type { CaseFacts } from './facts.js';
import type { JudgeContext } from './finding.js';

/**
 * Returns whether a reported case fits a technology crime (sections 3 and 7), by the case types
 * that P-S7AOC names. Before the centre had that policy the institution that was told judged it, so
 * then nothing here speaks against it.
 */
export function fitsTechnologyCrime(
  { caseType }: Pick<CaseFacts, 'caseType'>,
  { rulebook, now }: JudgeContext,
): boolean {
  const row = findRule(rulebook, 'P-S7AOC', now);
  return row === undefined || listParameter(row, 'caseTypes').includes(caseType);
}
