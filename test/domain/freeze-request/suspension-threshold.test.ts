import {
  needsReasonToBelieve,
  suspensionFinding,
  thresholdLost,
  thresholdNotMet,
} from '../../../src/domain/freeze-request/suspension-threshold.js';
import type { FreezeRequestKind } from '../../../src/domain/freeze-request/freeze-request.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import type { Finding } from '../../../src/domain/judgement/facts.js';

const ACCOUNT = 'th-014:9000000001';

function finding(over: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'AOC-85B',
    ruleRowId: 'th/AOC-85B/2025-04-13',
    choiceRowIds: [],
    subjectKind: 'account',
    subject: ACCOUNT,
    outcome: 'met',
    reasons: [],
    missing: [],
    evidenceIds: [],
    ...over,
  };
}

const NOT_MET: [string, Finding[]][] = [
  ['is not met', [finding({ outcome: 'not_met' })]],
  ['is unknown', [finding({ outcome: 'unknown', missing: ['bot.colour'] })]],
  ['is met for another account only', [finding({ subject: 'th-004:9000000002' })]],
  ['is met of another rule only', [finding({ ruleId: 'P-EV85B' })]],
  ['was never judged', []],
];

describe('the threshold of a suspension', () => {
  it.each(NOT_MET)('that %s refuses a request and an approval', (_name, findings) => {
    expect(thresholdNotMet(findings, ACCOUNT)?.code).toBe('APPROVAL.THRESHOLD_NOT_MET');
    expect(thresholdLost('aoc_suspension', findings, ACCOUNT)?.code).toBe('APPROVAL.THRESHOLD_NOT_MET');
    expect(thresholdLost('break_glass', findings, ACCOUNT)?.code).toBe('APPROVAL.THRESHOLD_NOT_MET');
  });

  it('that is met refuses nothing', () => {
    expect(thresholdNotMet([finding()], ACCOUNT)).toBeNull();
    expect(thresholdLost('aoc_suspension', [finding()], ACCOUNT)).toBeNull();
  });

  it.each<FreezeRequestKind>(['continue_order', 'whole_account', 'residual'])('is not asked of %s', (kind) => {
    expect(thresholdLost(kind, [], ACCOUNT)).toBeNull();
  });

  it.each<[HoldKind, boolean]>([
    ['section6', false],
    ['section7', false],
    ['continue_order', false],
    ['whole_account', false],
    ['aoc_suspension', true],
    ['break_glass', true],
  ])('binds an order of the kind %s: %s', (kind, expected) => {
    expect(needsReasonToBelieve(kind)).toBe(expected);
  });

  it.each<[string, Finding, string]>([
    ['the missing evidence', finding({ outcome: 'unknown', missing: ['amlo.hr03'] }), 'missing: amlo.hr03'],
    ['that nothing is open', finding({ outcome: 'not_met' }), 'nothing that is still open could meet it'],
  ])('says %s', (_name, found, expected) => {
    expect(thresholdNotMet([found], ACCOUNT)?.detail).toContain(expected);
  });

  it('is found among the other findings of the case', () => {
    const met = finding();
    expect(suspensionFinding([finding({ ruleId: 'LIST-42' }), met], ACCOUNT)).toBe(met);
  });
});
