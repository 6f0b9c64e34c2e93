import type { HoldKind } from '../hold/hold.js';
import type { Finding } from '../judgement/facts.js';
import { type Refusal, refuse } from '../result.js';
import type { FreezeRequestKind } from './freeze-request.js';

/** The findings of a judgement, as far as the threshold of a suspension needs them. */
type ThresholdFinding = Pick<Finding, 'ruleId' | 'subjectKind' | 'subject' | 'outcome' | 'missing'>;

/**
 * Returns the finding on the centre's power to suspend an account (AOC-85B); `account` is an
 * `accountKey`.
 */
export function suspensionFinding<F extends ThresholdFinding>(findings: readonly F[], account: string): F | undefined {
  return findings.find(
    (finding) => finding.ruleId === 'AOC-85B' && finding.subjectKind === 'account' && finding.subject === account,
  );
}

/** Returns whether an order of this kind needs evidence that gives reason to believe. */
export function needsReasonToBelieve(kind: FreezeRequestKind | HoldKind): boolean {
  return kind === 'aoc_suspension' || kind === 'break_glass';
}

/**
 * Refuses a request with `APPROVAL.THRESHOLD_NOT_MET` while the findings on the account do not
 * meet the threshold. The refusal says which evidence is missing.
 */
export function thresholdNotMet(findings: readonly ThresholdFinding[], account: string): Refusal | null {
  const finding = suspensionFinding(findings, account);
  if (finding?.outcome === 'met') return null;
  const missing = finding === undefined ? ['a judgement of this account'] : finding.missing;
  const lack = missing.length === 0 ? 'nothing that is still open could meet it' : `missing: ${missing.join(', ')}`;
  return refuse('APPROVAL.THRESHOLD_NOT_MET', `the evidence does not give reason to believe (AOC-85B); ${lack}`);
}

/**
 * Refuses an approval with `APPROVAL.THRESHOLD_NOT_MET` when the newest findings on the account no
 * longer meet the threshold that the order needs.
 */
export function thresholdLost(
  kind: FreezeRequestKind,
  findings: readonly ThresholdFinding[],
  account: string,
): Refusal | null {
  if (!needsReasonToBelieve(kind) || suspensionFinding(findings, account)?.outcome === 'met') return null;
  return refuse('APPROVAL.THRESHOLD_NOT_MET', 'the evidence no longer gives reason to believe (AOC-85B)');
}
