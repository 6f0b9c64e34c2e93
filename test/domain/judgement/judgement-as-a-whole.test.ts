import type { CaseFacts } from '../../../src/domain/judgement/facts.js';
import {
  CONDITIONS,
  JUDGED_RULES,
  assignedRoute,
  judgeCase,
  mayOrderSection7,
} from '../../../src/domain/judgement/judge.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import { RULE_IDS } from '../../../src/domain/rulebook/row.js';
import { DEMO, NOW, TH, caseFacts, cleanAccount, hoursBefore, known, transferFacts } from '../support.js';

const WITHDRAWN = { withdrawnAt: NOW };

describe('the route of a case', () => {
  const special = [cleanAccount({ specialCase: known(true, 'E1') })];
  it.each<[string, Partial<CaseFacts>, string]>([
    ['a small loss', {}, 'station'],
    ['30 million baht', { stolenSatang: 3_000_000_000n }, 'ccib'],
    ['a special case', { accounts: special }, 'dsi'],
    ['a special case of 30 million baht', { accounts: special, stolenSatang: 3_000_000_000n }, 'dsi'],
    ['one account of several in a special case', { accounts: [cleanAccount(), ...special] }, 'dsi'],
  ])('%s: %s', (_name, over, route) => {
    expect(assignedRoute(caseFacts(over), TH, NOW)).toBe(route);
  });

  it('leads to DSI for a special case only while a row says that it counts', () => {
    const route = (rulebook: Rulebook) => assignedRoute(caseFacts({ accounts: special }), rulebook, NOW);
    const not = { specialCaseCounts: false };
    const otherwise = TH.map((row) => (row.ruleId === 'P-ASSIGN-DSI' ? { ...row, parameters: not } : row));
    expect([route(otherwise), route(TH.filter((row) => row.ruleId !== 'P-ASSIGN-DSI'))]).toEqual([
      'station',
      'station',
    ]);
  });
});

describe('a section 7 order without a decision', () => {
  it.each<[string, Partial<CaseFacts>, string]>([
    ['when the holder reports', {}, 'yes'],
    ['before the bank has answered', { transfers: [transferFacts({ debit: 'unknown' })] }, 'yes'],
    ['not when somebody else reports', { holderReports: false }, 'SECTION7.STANDING_UNKNOWN'],
    [
      'not when the victim does not hold the account',
      { holderReports: false, victimReports: true },
      'SECTION7.STANDING_UNKNOWN',
    ],
    ['not after withdrawal', WITHDRAWN, 'SECTION7.WITHDRAWN'],
    ['not when the bank denies', { transfers: [transferFacts({ debit: 'denied' })] }, 'SECTION7.DEBIT_DENIED'],
    [
      'not for a transfer of last year',
      { transfers: [transferFacts({ transferredAt: hoursBefore(NOW, 9_000) })] },
      'SECTION7.TOO_OLD',
    ],
    [
      'not while only a PromptPay id is known',
      { transfers: [transferFacts({ account: null })] },
      'SECTION7.ACCOUNT_UNKNOWN',
    ],
    [
      'not for a reporter at his limit',
      { transfers: [transferFacts({ debit: 'unknown' })], reporterLimitReached: true },
      'SECTION7.REPORTER_LIMIT',
    ],
    ['even for a reporter at his limit once the debit is confirmed', { reporterLimitReached: true }, 'yes'],
  ])('%s', (_name, over, expected) => {
    const result = mayOrderSection7(caseFacts(over), 'T1', TH, NOW);
    expect(result.ok ? 'yes' : result.code).toBe(expected);
  });

  it('never leaves for a transfer that the case does not have', () => {
    expect(() => mayOrderSection7(caseFacts(), 'T9', TH, NOW)).toThrow('no transfer T9');
  });
});

describe('a judgement', () => {
  const facts = caseFacts();

  it('cites for each finding the row in force, with reasons in Thai and English and no account number in them', () => {
    const findings = judgeCase(facts, TH, NOW);
    expect(findings).toHaveLength(16);
    for (const finding of findings) {
      expect(TH.map((row) => row.rowId)).toContain(finding.ruleRowId);
      expect(finding.reasons.length).toBeGreaterThan(0);
      for (const reason of finding.reasons) {
        expect(reason.th).toMatch(/[\u0E00-\u0E7F]/);
        expect(reason.en).toMatch(/[a-z]/);
        expect(reason.th + reason.en).not.toContain('9000000001');
      }
    }
  });

  it('has findings of exactly the rules whose rows name the part judge', () => {
    const judged = RULE_IDS.filter((ruleId) => TH.some((row) => row.ruleId === ruleId && row.condition !== 'none'));
    expect([...JUDGED_RULES].sort()).toEqual([...judged].sort());
    for (const row of TH.filter((each) => each.condition !== 'none')) expect(row.actsIn).toContain('judge');
  });

  it('uses the conditions that rows name, and each of them exists', () => {
    for (const rulebook of [TH, DEMO]) {
      const named = new Set(rulebook.map(({ condition }) => condition).filter((condition) => condition !== 'none'));
      expect([...named].sort()).toEqual(Object.keys(CONDITIONS).sort());
    }
  });

  it('is the same for the same facts', () => {
    expect(judgeCase(facts, TH, NOW)).toEqual(judgeCase(facts, TH, NOW));
  });

  it('uses only the law in force at its time', () => {
    const ruleIds = judgeCase(facts, TH, new Date('2024-01-01T00:00:00Z')).map((finding) => finding.ruleId);
    expect(ruleIds).toEqual(['VIC-7A', 'VIC-7B', 'OFF-7C', 'OFF-7D', 'TEL-5', 'SHARE-4', 'SHARE-4N']);
    expect(judgeCase(facts, TH, new Date('2022-01-01T00:00:00Z'))).toEqual([]);
  });

  it('throws on a row that names an unknown condition', () => {
    const broken = TH.map((row) => (row.ruleId === 'VIC-7A' ? { ...row, condition: 'aiScore' } : row));
    expect(() => judgeCase(facts, broken, NOW)).toThrow('unknown condition aiScore');
  });
});
