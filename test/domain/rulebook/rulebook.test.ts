import { bangkokDate, bangkokMidnight } from '../../../src/domain/calendar/bangkok-day.js';
import { endOf } from '../../../src/domain/deadlines/deadline-of.js';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import {
  findRule,
  flagParameter,
  listParameter,
  numberParameter,
  ruleInForce,
  textParameter,
} from '../../../src/domain/rulebook/in-force.js';
import { rowFaults } from '../../../src/domain/rulebook/row-faults.js';
import { RULE_IDS, type RuleId } from '../../../src/domain/rulebook/row.js';
import { DEMO, NOW, TH } from '../support.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(['th', 'demo'] as const)('rulebook %s', (name) => {
  const rows = buildRulebook(name);

  it('has a row in force today for every rule', () => {
    for (const ruleId of RULE_IDS) expect(findRule(rows, ruleId, NOW)?.ruleId).toBe(ruleId);
  });

  it('names its rows by rulebook, rule and Bangkok date, each once', () => {
    expect(new Set(rows.map((row) => row.rowId)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.rowId).toBe(`${name}/${row.ruleId}/${bangkokDate(row.effectiveFrom)}`);
      expect(row.effectiveFrom).toEqual(bangkokMidnight(bangkokDate(row.effectiveFrom)));
    }
  });

  it('gives the source of each row, in Thai and English, and calls a policy a policy', () => {
    for (const row of rows) {
      expect(row.titleTh).toMatch(/[\u0E00-\u0E7F]/);
      expect(row.titleEn).not.toBe('');
      expect(row.kind === 'policy').toBe(/^(P-|C\d$)/.test(row.ruleId));
      expect(row.kind === 'policy').toBe(row.instrument.endsWith('_policy'));
      expect(row.section).toMatch(row.kind === 'policy' ? /^policy$/ : /^s\./);
      expect(row.source).toMatch(row.kind === 'policy' ? /policy|configured/i : /s\./);
      expect(rowFaults(row)).toEqual([]);
    }
  });
});

describe('times of the rulebook th', () => {
  it.each<[RuleId, number, string]>([
    ['VIC-7B', 72 * HOUR, 'victim_advised'],
    ['OFF-7D', 7 * DAY, 'complaint_received'],
    ['P-URG', HOUR, 'order_issued'],
    ['P-EXP', 72 * HOUR, 'order_issued'],
    ['P-CONT', 30 * DAY, 'order_issued'],
    ['P-AOC7', 7 * DAY, 'order_issued'],
    ['P-GLASS', HOUR / 2, 'order_issued'],
    ['P-ASK', HOUR / 4, 'question_asked'],
    ['P-TELL', HOUR, 'held_or_let_go'],
  ])('%s runs %d ms from %s', (ruleId, ms, from) => {
    const row = ruleInForce(TH, ruleId, NOW);
    expect([row.deadlineMs, row.deadlineFrom]).toEqual([ms, from]);
  });

  it('gives no time to rules for which the decrees state none', () => {
    for (const ruleId of [
      'VIC-7A',
      'OFF-7C',
      'LIFT-7E',
      'REC-8',
      'AOC-85A',
      'AOC-85B',
      'AOC-85C',
      'AOC-85D',
    ] as const) {
      expect(ruleInForce(TH, ruleId, NOW).deadlineMs).toBeNull();
    }
  });

  it('demands reason to believe exactly where an officer or the centre acts on evidence', () => {
    const strict = TH.filter((row) => row.standard === 'reason_to_believe').map((row) => row.ruleId);
    expect(strict.sort()).toEqual(['AOC-85B', 'NBTC-5', 'OFF-6C', 'P-EV5', 'P-EV85B']);
  });
});

describe('the demonstration rulebook', () => {
  it('has the same rules and dates as th, and every time of a hold within 70 seconds', () => {
    expect(DEMO.map((row) => row.rowId.replace('demo/', 'th/'))).toEqual(TH.map((row) => row.rowId));
    for (const ruleId of ['P-URG', 'P-EXP', 'OFF-7D', 'P-CONT', 'P-AOC7', 'P-GLASS', 'P-ASK'] as const) {
      const row = ruleInForce(DEMO, ruleId, NOW);
      expect(row.deadlineMs).toBeLessThanOrEqual(70_000);
      expect(row.source).toMatch(/^Demonstration/);
    }
    expect(numberParameter(ruleInForce(DEMO, 'P-EXP', NOW), 'statementMs')).toBe(60_000);
  });

  it('keeps who may approve and how far money is followed', () => {
    const roles = (rows: typeof TH) => listParameter(ruleInForce(rows, 'P-APP', NOW), 'aoc_suspension.approve');
    expect(roles(DEMO)).toEqual(roles(TH));
    expect(ruleInForce(DEMO, 'P-TRACE', NOW).parameters).toEqual(ruleInForce(TH, 'P-TRACE', NOW).parameters);
  });
});

describe('which row is in force', () => {
  const at = (date: string) => new Date(`${date}+07:00`);

  it('has no decree one second before it is in force, and has it from midnight in Bangkok', () => {
    expect(findRule(TH, 'VIC-7A', at('2023-03-16T23:59:59'))).toBeUndefined();
    expect(findRule(TH, 'VIC-7A', at('2023-03-17T00:00:00'))?.section).toBe('s.7');
    expect(findRule(TH, 'AOC-85B', at('2025-04-12T23:59:59'))).toBeUndefined();
    expect(findRule(TH, 'AOC-85B', at('2025-04-13T00:00:00'))?.section).toBe('s.8/5(2)');
  });

  it('has section 4 as it was before Amendment No. 2, and as it is since', () => {
    expect(ruleInForce(TH, 'SHARE-4', at('2025-04-12T23:59:59')).instrument).toBe('decree_2566');
    expect(ruleInForce(TH, 'SHARE-4', at('2025-04-13T00:00:00')).instrument).toBe('decree_2566_as_amended');
  });

  it('shields merchants and wages from the day on which the authorities chose to hold the amount only', () => {
    const shields = (date: string) => ruleInForce(TH, 'P-TRACE', at(date)).parameters['shields'];
    expect(shields('2025-09-13T23:59:59')).toBeUndefined();
    expect(shields('2025-09-14T00:00:00')).toEqual(['merchant', 'payroll']);
  });

  it('lets the row that begins later govern where two overlap', () => {
    const old = ruleInForce(TH, 'P-URG', NOW);
    const younger = { ...old, rowId: 'younger', effectiveFrom: at('2026-01-01T00:00:00') };
    expect(ruleInForce([younger, old], 'P-URG', NOW).rowId).toBe('younger');
    expect(ruleInForce([old, younger], 'P-URG', NOW).rowId).toBe('younger');
    expect(ruleInForce([old, younger], 'P-URG', at('2025-12-31T23:59:59')).rowId).toBe(old.rowId);
  });

  it('ends a row at the instant it says, even when nothing follows', () => {
    const ending = [{ ...ruleInForce(TH, 'P-URG', NOW), effectiveTo: NOW }];
    expect(findRule(ending, 'P-URG', new Date(NOW.getTime() - 1))).toBeDefined();
    expect(findRule(ending, 'P-URG', NOW)).toBeUndefined();
  });

  it('watches for later credits only where the centre switched that on (P-RESID)', () => {
    const row = ruleInForce(TH, 'P-RESID', NOW);
    expect(flagParameter(row, 'enabled')).toBe(false);
    expect(flagParameter({ ...row, parameters: { enabled: true } }, 'enabled')).toBe(true);
  });

  it('throws when a rulebook lacks a rule, a parameter or a deadline', () => {
    expect(() => ruleInForce([], 'VIC-7A', NOW)).toThrow('no row of VIC-7A');
    const row = ruleInForce(TH, 'P-APP', NOW);
    expect(() => numberParameter(row, 'aoc_suspension.request')).toThrow('no number');
    expect(() => listParameter(row, 'remindMs')).toThrow('no list');
    expect(() => textParameter(row, 'remindMs')).toThrow('no word');
    expect(() => flagParameter(row, 'remindMs')).toThrow('no flag');
    expect(() => endOf(ruleInForce(TH, 'TEL-5', NOW), NOW, { rulebook: TH, now: NOW })).toThrow('no deadline');
    expect(() => bangkokMidnight('2025-13-40')).toThrow('not a date');
  });
});
