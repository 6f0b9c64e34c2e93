import { readDraft, withDraft } from '../../tools/rejudge/draft-rulebook.js';
import { readArguments } from '../../tools/rejudge/arguments.js';
import { numberParameter, ruleInForce } from '../../src/domain/rulebook/in-force.js';
import { lawOfDay } from '../../src/domain/rulebook/law-of-a-day.js';
import { NOW, TH } from '../domain/support.js';

const HOUR = 3_600_000;

function drafted(...rows: object[]) {
  const draft = readDraft(JSON.stringify({ title: 'test', rows }));
  return draft.ok ? withDraft(TH, draft.value) : draft;
}

function law(...rows: object[]) {
  const result = drafted(...rows);
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

describe('a draft of law', () => {
  it('replaces the newest row of a rule and keeps what it does not name', () => {
    const newest = ruleInForce(law({ ruleId: 'P-EXP', deadlineMs: 24 * HOUR }), 'P-EXP', new Date('2026-12-01'));
    expect([newest.rowId, newest.deadlineMs, numberParameter(newest, 'statementMs')]).toEqual([
      'draft/P-EXP/2026-11-30',
      24 * HOUR,
      168 * HOUR,
    ]);
    expect(law({ ruleId: 'P-EXP', deadlineMs: 24 * HOUR })).toHaveLength(TH.length);
  });

  it('follows the earlier row from its own day on, which may be written in either era', () => {
    const rulebook = law({ ruleId: 'P-AOC7', deadlineMs: 48 * HOUR, effectiveFrom: '2570-01-01' });
    expect(rulebook).toHaveLength(TH.length + 1);
    expect(ruleInForce(rulebook, 'P-AOC7', NOW).rowId).toBe('th/P-AOC7/2025-04-13');
    expect(ruleInForce(rulebook, 'P-AOC7', new Date('2026-12-31T17:00:00Z')).rowId).toBe('draft/P-AOC7/2027-01-01');
  });

  it('ends a rule', () => {
    const rulebook = law({ ruleId: 'P-TRACE', effectiveTo: '2026-01-01' });
    expect(() => ruleInForce(rulebook, 'P-TRACE', NOW)).toThrow('no row of P-TRACE');
  });

  it.each<[string, object, string]>([
    ['no rule of that name', { ruleId: 'P-NONE' }, 'rows.0.ruleId'],
    ['an unknown field', { ruleId: 'P-EXP', deadlineHours: 24 }, 'deadlineHours'],
    ['a day that is none', { ruleId: 'P-EXP', effectiveFrom: '2027-02-29' }, 'must be a day'],
    ['a condition that nobody wrote', { ruleId: 'P-EXP', condition: 'aiScore' }, 'rows.0.condition'],
    ['a misspelt parameter', { ruleId: 'P-TRACE', parameters: { maxHop: 3 } }, 'P-TRACE: it has no parameter maxHop'],
    [
      'a word for a number',
      { ruleId: 'P-TRACE', parameters: { maxHops: 'three' } },
      'must be of the kind that it is now',
    ],
    ['a switch in no position', { ruleId: 'C2', parameters: { reportCountsAs: 'gossip' } }, 'must be one of'],
    [
      'two times at once',
      { ruleId: 'P-EXP', period: { amount: 3, unit: 'day' } },
      'by the clock and one by the calendar',
    ],
  ])('is refused for %s', (_name, row, words) => {
    const result = drafted(row);
    expect(result.ok ? 'accepted' : result.detail).toContain(words);
  });

  it.each(['{', '[]', '{"rows": []}', '{"rows": [{"ruleId": "C1"}], "more": 1}'])('%s is none', (text) => {
    expect(readDraft(text).ok).toBe(false);
  });
});

describe('the law of a day', () => {
  it('has the rows of that day and no others, at any time', () => {
    const before = lawOfDay(TH, new Date('2025-04-12T00:00:00+07:00'));
    expect(before.map((row) => row.rowId)).toContain('th/SHARE-4/2023-03-17');
    expect(before.some((row) => row.ruleId === 'AOC-85B')).toBe(false);
    expect(ruleInForce(before, 'SHARE-4', NOW).instrument).toBe('decree_2566');
    expect(ruleInForce(lawOfDay(TH, NOW), 'SHARE-4', new Date('2020-01-01')).instrument).toBe('decree_2566_as_amended');
  });
});

describe('the command line', () => {
  const read = (line: string) => {
    const result = readArguments(line.split(' '));
    return result.ok ? result.value : result.detail;
  };

  it('is read into options', () => {
    expect(read('--case RG1 --as-of 2569-01-01 --json')).toEqual({
      caseName: 'RG1',
      asOf: new Date('2025-12-31T17:00:00Z'),
      rulebookFile: null,
      json: true,
    });
    expect(read('--all --rulebook a.json')).toEqual({
      caseName: null,
      asOf: null,
      rulebookFile: 'a.json',
      json: false,
    });
  });

  it.each([
    '--all',
    '--as-of 2026-01-01',
    '--case X --all --as-of 2026-01-01',
    '--case X --as-of soon',
    '--all --as-of',
    '--all --as-of 2026-01-01 --force',
    'X --as-of 2026-01-01',
  ])('%s is refused with the usage', (line) => {
    expect(read(line)).toEqual(expect.stringContaining('usage: npm run rejudge'));
  });
});
