import {
  approvedRow,
  type ProposedChange,
  withChangedRow,
} from '../../../src/domain/rulebook/change/approve-change.js';
import { changedRow } from '../../../src/domain/rulebook/change/propose-change.js';
import { findRule, ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { hoursBefore, NOW, TH } from '../support.js';

const BASE = ruleInForce(TH, 'P-TRACE', NOW);

function proposal(over: Partial<ProposedChange> = {}): ProposedChange {
  return {
    id: 'change-1',
    ruleId: 'P-TRACE',
    parameters: { maxHops: 5 },
    effectiveFrom: null,
    baseRowId: BASE.rowId,
    reason: 'fewer hops are enough',
    ...over,
  };
}

describe('an approved change of policy', () => {
  it('becomes the changed row, whose source names the change and its reason', () => {
    const result = approvedRow(TH, proposal(), NOW);
    if (!result.ok) throw new Error(result.code);
    expect(result.value.parameters).toEqual({ ...BASE.parameters, maxHops: 5 });
    expect(result.value.source).toBe('Policy changed by two persons (change-1): fewer hops are enough');
  });

  it.each<[string, Partial<ProposedChange>, string]>([
    ['another row came into force meanwhile', { baseRowId: 'th/P-TRACE/2020-01-01' }, 'RULE_CHANGE.OVERTAKEN'],
    ['its beginning is past', { effectiveFrom: hoursBefore(NOW, 1) }, 'RULE_CHANGE.PAST'],
    ['it changes nothing any more', { parameters: { ...BASE.parameters } }, 'RULE_CHANGE.NOTHING'],
  ])('is refused when %s', (_name, over, code) => {
    expect(approvedRow(TH, proposal(over), NOW)).toMatchObject({ ok: false, code });
  });
});

describe('a rulebook with a changed row', () => {
  it('has the changed row in force from the beginning of its base, and every other row as before', () => {
    const changed = changedRow(TH, proposal(), NOW);
    if (!changed.ok) throw new Error(changed.code);
    const law = withChangedRow(TH, changed.value);
    expect(findRule(law, 'P-TRACE', BASE.effectiveFrom)?.parameters['maxHops']).toBe(5);
    expect(law.filter(({ ruleId }) => ruleId !== 'P-TRACE')).toEqual(TH.filter(({ ruleId }) => ruleId !== 'P-TRACE'));
    expect(law).toHaveLength(TH.length);
  });
});
