import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import { mayDecideChange, type RuleChangeState } from '../../../src/domain/rulebook/change/decide-change.js';
import {
  changedRow,
  LEAD_MS,
  proposeChange,
  type WantedChange,
} from '../../../src/domain/rulebook/change/propose-change.js';
import { findRule, ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { rowFaults } from '../../../src/domain/rulebook/row-faults.js';
import { NOW, TH, hoursAfter, hoursBefore } from '../support.js';

const ADMINISTRATOR = { subject: 'admin-1', roles: ['administrator' as const] };
const FEWER_HOPS: WantedChange = { ruleId: 'P-TRACE', parameters: { maxHops: 5 }, effectiveFrom: null };

function proposed(over: Partial<WantedChange>, rulebook = TH) {
  const result = proposeChange(rulebook, { ...FEWER_HOPS, ...over }, ADMINISTRATOR, NOW);
  return result.ok ? result.value : result.code;
}

function row(over: Partial<WantedChange>) {
  const result = proposed(over);
  if (typeof result === 'string') throw new Error(result);
  return result.row;
}

describe('a proposed change of policy', () => {
  it('is the row in force with other parameters, and begins when every process has read it', () => {
    const base = ruleInForce(TH, 'P-TRACE', NOW);
    const changed = row({});
    expect(changed).toEqual({
      ...base,
      rowId: 'th/P-TRACE/2026-11-24T10:02:00',
      effectiveFrom: new Date(NOW.getTime() + LEAD_MS),
      parameters: { ...base.parameters, maxHops: 5 },
    });
    expect(rowFaults(changed)).toEqual([]);
  });

  it('governs from its instant on, and not before', () => {
    const changed = row({ effectiveFrom: hoursAfter(NOW, 5) });
    const law = [...TH, changed];
    const before = new Date(changed.effectiveFrom.getTime() - 1);
    expect(findRule(law, 'P-TRACE', before)?.rowId).toBe(ruleInForce(TH, 'P-TRACE', before).rowId);
    expect(findRule(law, 'P-TRACE', changed.effectiveFrom)?.rowId).toBe(changed.rowId);
  });

  it('that begins with a day is named by the day, like the rows of a release', () => {
    expect(row({ effectiveFrom: new Date('2026-11-30T17:00:00Z') }).rowId).toBe('th/P-TRACE/2026-12-01');
  });

  it('begins with a whole second, so that its id shows its instant', () => {
    const changed = row({ effectiveFrom: new Date('2026-11-25T00:00:00.001Z') });
    expect([changed.effectiveFrom.toISOString(), changed.rowId]).toEqual([
      '2026-11-25T00:00:01.000Z',
      'th/P-TRACE/2026-11-25T07:00:01',
    ]);
  });

  it.each<[string, Partial<WantedChange>, string]>([
    ['law', { ruleId: 'OFF-7D', parameters: { days: 9 } }, 'RULE_CHANGE.STATUTE'],
    ['a parameter that is none', { parameters: { maxHop: 5 } }, 'RULE_CHANGE.PARAMETER'],
    ['a word for a number', { parameters: { maxHops: 'five' } }, 'RULE_CHANGE.PARAMETER'],
    ['a list for a word', { ruleId: 'C2', parameters: { reportCountsAs: ['notice'] } }, 'RULE_CHANGE.PARAMETER'],
    ['less than nothing', { parameters: { maxHops: -1 } }, 'RULE_CHANGE.PARAMETER'],
    ['a part of a satang', { parameters: { minSatang: 0.5 } }, 'RULE_CHANGE.PARAMETER'],
    [
      'a role that nobody has',
      { ruleId: 'P-APP', parameters: { 'section7.release': ['king'] } },
      'RULE_CHANGE.PARAMETER',
    ],
    [
      'a role that nobody has in a withdrawal',
      { ruleId: 'P-WITHDRAW', parameters: { decide: ['king'] } },
      'RULE_CHANGE.PARAMETER',
    ],
    ['a choice that is not offered', { ruleId: 'C4', parameters: { period: 'ten_years' } }, 'RULE_CHANGE.ROW'],
    [
      'what only a warrant gives',
      { ruleId: 'C7', parameters: { trailHolders: 'whole_person' } },
      'RULE_CHANGE.WARRANT',
    ],
    ['what is so already', { parameters: { maxHops: 10 } }, 'RULE_CHANGE.NOTHING'],
    ['the past', { effectiveFrom: hoursBefore(NOW, 1) }, 'RULE_CHANGE.PAST'],
    ['a moment too soon', { effectiveFrom: new Date(NOW.getTime() + LEAD_MS - 1_000) }, 'RULE_CHANGE.PAST'],
  ])('is refused for %s', (_name, over, code) => {
    expect(proposed(over)).toBe(code);
  });

  it('is refused when no row is in force that it could change', () => {
    const without = TH.filter(({ ruleId }) => ruleId !== 'P-TRACE');
    expect(proposed({}, without)).toBe('RULE_CHANGE.NO_ROW');
  });

  it('may change a switch to another choice, and a list of roles', () => {
    expect(row({ ruleId: 'C4', parameters: { period: 'three_days' } }).parameters).toEqual({ period: 'three_days' });
    const roles = row({ ruleId: 'P-APP', parameters: { 'section7.release': ['aoc_supervisor'] } }).parameters;
    expect(roles['section7.release']).toEqual(['aoc_supervisor']);
  });

  it('never has two rows begin at one instant', () => {
    const first = row({});
    const second = changedRow([...TH, first], { ...FEWER_HOPS, parameters: { maxHops: 3 } }, NOW);
    expect(second.ok ? 'allowed' : second.code).toBe('RULE_CHANGE.NOTHING');
  });

  it.each<Role>(['aoc_supervisor', 'aoc_officer', 'auditor', 'inquiry_officer', 'hotline_operator'])(
    'is no act of a %s',
    (role) => {
      const result = proposeChange(TH, FEWER_HOPS, { subject: 's', roles: [role] }, NOW);
      expect(result.ok ? 'allowed' : result.code).toBe('APPROVAL.ROLE');
    },
  );
});

describe('a decision on a change of policy', () => {
  it.each<[string, Role, string, RuleChangeState, string]>([
    ['another administrator', 'administrator', 'admin-2', 'proposed', 'administrator'],
    ['a supervisor', 'aoc_supervisor', 'supervisor-1', 'proposed', 'aoc_supervisor'],
    ['who proposed it', 'administrator', 'admin-1', 'proposed', 'APPROVAL.OWN_REQUEST'],
    ['who proposed it, in another role', 'aoc_supervisor', 'admin-1', 'proposed', 'APPROVAL.OWN_REQUEST'],
    ['an officer', 'aoc_officer', 'officer-1', 'proposed', 'APPROVAL.ROLE'],
    ['somebody who comes second', 'aoc_supervisor', 'supervisor-1', 'approved', 'APPROVAL.ALREADY_DECIDED'],
    ['somebody who comes after a refusal', 'aoc_supervisor', 'supervisor-1', 'refused', 'APPROVAL.ALREADY_DECIDED'],
  ])('by %s', (_name, role, subject, state, expected) => {
    const result = mayDecideChange({ state, proposedBy: 'admin-1' }, { subject, roles: [role] });
    expect(result.ok ? result.value : result.code).toBe(expected);
  });
});

describe('a rule that ends', () => {
  it('without a successor is over: no older row comes back', () => {
    const base = ruleInForce(TH, 'P-URG', NOW);
    const last = { ...base, rowId: 'last', effectiveFrom: hoursBefore(NOW, 2), effectiveTo: NOW };
    const law = [...TH, last];
    expect(rowFaults(last)).toEqual([]);
    expect(findRule(law, 'P-URG', hoursBefore(NOW, 3))?.rowId).toBe(base.rowId);
    expect(findRule(law, 'P-URG', hoursBefore(NOW, 1))?.rowId).toBe('last');
    expect(findRule(law, 'P-URG', NOW)).toBeUndefined();
    expect(findRule([...law].reverse(), 'P-URG', hoursAfter(NOW, 1_000))).toBeUndefined();
  });
});
