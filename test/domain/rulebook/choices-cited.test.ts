import { orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import { judgeCase } from '../../../src/domain/judgement/judge.js';
import { choice, withChoices } from '../../../src/domain/rulebook/choices.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { NOW, TH, caseFacts, cleanAccount, hoursBefore, known, only } from '../support.js';

const rowOf = (ruleId: string) => TH.find((row) => row.ruleId === ruleId)?.rowId;

describe('a finding names the choices of the centre that its rule read', () => {
  const facts = caseFacts({ accounts: [cleanAccount({ colour: known('black', 'E-bot') })] });
  const choicesOf = (ruleId: RuleId) => only(judgeCase(facts, TH, NOW), ruleId).choiceRowIds;

  it.each<[RuleId, RuleId[]]>([
    ['VIC-7A', []],
    ['VIC-7B', ['C1', 'C2']],
    ['OFF-7D', ['C2']],
    ['P-BLACK', ['C7']],
    ['LIST-42', ['C7']],
    ['AOC-85B', []],
  ])('%s: %j', (ruleId, conflicts) => {
    expect(choicesOf(ruleId)).toEqual(conflicts.map(rowOf));
  });

  it('by the row that is in force, not by a replaced row', () => {
    const newer = { ...ruleInForce(TH, 'C2', NOW), rowId: 'th/C2/later', effectiveFrom: hoursBefore(NOW, 1) };
    expect(only(judgeCase(facts, [...TH, newer], NOW), 'OFF-7D').choiceRowIds).toEqual(['th/C2/later']);
  });

  it('also for the counting of days, once a row of a hold counts by the calendar', () => {
    const row = ruleInForce(TH, 'OFF-7D', NOW);
    const period = { amount: 7, unit: 'day' as const };
    const inDays = { ...row, rowId: 'th/OFF-7D/later', effectiveFrom: hoursBefore(NOW, 1), deadlineMs: null, period };
    expect(only(judgeCase(facts, [...TH, inDays], NOW), 'OFF-7D').choiceRowIds).toEqual(['C2', 'C6'].map(rowOf));
  });

  it('but none while no row of the conflict is in force', () => {
    const law = TH.filter((row) => !['C1', 'C2', 'C6', 'C7'].includes(row.ruleId));
    expect(judgeCase(facts, law, NOW).flatMap(({ choiceRowIds }) => choiceRowIds)).toEqual([]);
  });
});

const CLOCK = { rule: 'BANK-6A', notifiedAt: NOW, officerNotifiedAt: NOW } as const;

describe('the choices that were read', () => {
  it('are returned once each, in the order of the rules, and not in the next judgement', () => {
    const { value, choices } = withChoices(TH, (rulebook) => {
      const law = { rulebook, now: NOW };
      return [choice(law, 'C5', 'breach'), choice(law, 'C1', 'startsAt'), choice(law, 'C5', 'target')];
    });
    expect(value).toEqual(['one_working_day', 'victim_advised', 'four_hours']);
    expect(choices.map(({ ruleId }) => ruleId)).toEqual(['C1', 'C5']);
    expect(withChoices(TH, () => 'nothing').choices).toEqual([]);
  });

  it('do not depend on earlier judgements by the same rulebook', () => {
    choice({ rulebook: TH, now: NOW }, 'C3', 'longest');
    const input = { kind: 'section6' as const, issuedAt: NOW, debitConfirmed: true, complaint: null, section6: CLOCK };
    expect(orderExpiry({ ...input, until: null }, TH, NOW).choices).toEqual([]);
  });
});
