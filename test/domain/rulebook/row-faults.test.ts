import { rowFaults } from '../../../src/domain/rulebook/row-faults.js';
import { CHOICES, type Conflict, choice } from '../../../src/domain/rulebook/choices.js';
import type { RuleId, RuleRow } from '../../../src/domain/rulebook/row.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { NOW, TH } from '../support.js';

function faults(ruleId: RuleId, over: Partial<RuleRow>): string[] {
  return rowFaults({ ...ruleInForce(TH, ruleId, NOW), ...over });
}

describe('a row is refused', () => {
  it.each<[string, RuleId, Partial<RuleRow>, string]>([
    ['two times', 'OFF-7D', { period: { amount: 7, unit: 'day' } }, 'by the clock and one by the calendar'],
    ['hours that follow a calendar', 'OFF-7D', { countBasis: 'civil_code' }, 'counts from the instant'],
    ['a period that follows the clock', 'REF-82A', { countBasis: 'instant' }, 'needs a calendar'],
    ['a time that runs from nothing', 'P-ONCE', { deadlineFrom: 'none' }, 'runs from nothing'],
    ['an act at once after nothing', 'SHARE-4N', { deadlineFrom: 'none' }, 'runs from nothing'],
    ['no time at all', 'P-EXP', { deadlineMs: 0 }, 'not longer than nothing'],
    ['an empty period', 'REF-82A', { period: { amount: 0, unit: 'day' } }, 'not longer than nothing'],
    ['an end before its beginning', 'P-EXP', { effectiveTo: new Date('2025-01-01') }, 'ends before it begins'],
    ['a switch in no position', 'C6', { parameters: { reading: 'longest' } }, 'reading must be one of shorter, row'],
    [
      'a holiday that is no day',
      'P-HOLIDAYS',
      { parameters: { added: ['2027-02-29'], removed: [] } },
      '2027-02-29 is no day',
    ],
    ['a holiday of the other era', 'P-HOLIDAYS', { parameters: { announcedTo: '2570-12-31' } }, '2570-12-31 is no day'],
    ['a withdrawal that lapses at once', 'P-WITHDRAW', { parameters: { lapseMs: 0 } }, 'lapse at once'],
    [
      'a key for tokens that is none',
      'P-LINK',
      { parameters: { personTokens: ['case-links:02ab'] } },
      'is no key for tokens',
    ],
    ['two keys for tokens', 'P-LINK', { parameters: { personTokens: ['a', 'b'] } }, 'more than one key for tokens'],
    ['an empty text', 'P-EXP', { source: ' ' }, 'a text is empty'],
    ['no Thai', 'P-EXP', { textTh: 'seven days' }, 'Thai text is missing'],
    ['a policy under the name of law', 'P-EXP', { instrument: 'decree_2566' }, 'kind and instrument disagree'],
  ])('for %s', (_name, ruleId, over, words) => {
    expect(faults(ruleId, over)).toContainEqual(expect.stringContaining(words));
    expect(faults(ruleId, {})).toEqual([]);
  });
});

describe('the conflicts', () => {
  it('C1 to C7 are switches with their default, other values, and the reason; only what a hold of the trail reaches is no switch', () => {
    const conflicts = TH.filter((row) => /^C\d$/.test(row.ruleId));
    expect([...new Set(conflicts.map((row) => row.ruleId))]).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7']);
    for (const row of conflicts) {
      const open = Object.keys(row.choices).filter((name) => (row.choices[name]?.length ?? 0) > 1);
      expect(open.length).toBeGreaterThan(0);
      expect(Object.keys(row.choices).filter((name) => !open.includes(name))).toEqual(
        row.ruleId === 'C7' ? ['trailHolders'] : [],
      );
      expect(row.source.length).toBeGreaterThan(80);
    }
  });

  it('offer exactly the values that the code knows', () => {
    for (const [conflict, names] of Object.entries(CHOICES)) {
      const { choices } = ruleInForce(TH, conflict as Conflict, NOW);
      const offered = Object.fromEntries(
        Object.entries(choices).map(([name, values]) => [name, values.map(({ value }) => value).sort()]),
      );
      expect(offered).toEqual(
        Object.fromEntries(
          Object.entries<readonly string[]>(names).map(([name, values]) => [name, [...values].sort()]),
        ),
      );
    }
  });

  it('throw on a value that the code does not know', () => {
    const broken = TH.map((row) => (row.ruleId === 'C2' ? { ...row, parameters: { reportCountsAs: 'gossip' } } : row));
    expect(() => choice({ rulebook: broken, now: NOW }, 'C2', 'reportCountsAs')).toThrow('unknown choice');
  });
});
