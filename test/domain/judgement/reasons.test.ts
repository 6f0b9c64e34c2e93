import type { CaseFacts, Finding } from '../../../src/domain/judgement/facts.js';
import { judgeCase } from '../../../src/domain/judgement/judge.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import {
  NO_ANSWER,
  NOW,
  TH,
  caseFacts,
  cleanAccount,
  hoursBefore,
  known,
  numberFacts,
  only,
  transferFacts,
} from '../support.js';

const NOT_ASKED = { known: false, why: 'not_asked' } as const;
const WITHDRAWN = { withdrawnAt: NOW };
const NOT_HOLDER = { holderReports: false };
const SIM_OF_NOBODY = known({ registration: 'unidentifiable' as const, suspended: false }, 'E1');
const debit = (is: 'confirmed' | 'denied' | 'unknown') => ({ transfers: [transferFacts({ debit: is })] });
const SUSPICION = {
  noticeId: 'N1',
  account: 'th-014:9000000001',
  institution: 'th-014',
  by: 'institution' as const,
  notedAt: hoursBefore(NOW, 1),
  result: null,
  resultAt: null,
  suspendedAt: hoursBefore(NOW, 1),
  liftedAt: null,
};
const notice = (
  over: Partial<Omit<typeof SUSPICION, 'by' | 'result'>> & { by?: 'officer'; result?: 'lawful_action' | 'unfounded' },
) => ({
  notices: [{ ...SUSPICION, ...over }],
});
const OLD = { notedAt: hoursBefore(NOW, 168) };
const C2_NOTICE = TH.map((row) =>
  row.ruleId === 'C2' ? { ...row, parameters: { ...row.parameters, reportCountsAs: 'notice' } } : row,
);

function judged(ruleId: RuleId, over: Partial<CaseFacts>, rulebook: Rulebook = TH): Finding {
  return only(judgeCase(caseFacts(over), rulebook, NOW), ruleId);
}

describe('the reasons for an officer', () => {
  it.each<[RuleId, string[], Partial<CaseFacts>]>([
    ['VIC-7A', ['gave notice'], {}],
    ['VIC-7A', ['neither holds'], NOT_HOLDER],
    ['VIC-7A', ['does not fit a technology crime'], { caseType: 'lost_card' }],
    ['VIC-7A', ['withdrawn'], WITHDRAWN],
    ['VIC-7A', ['denies'], debit('denied')],
    ['VIC-7A', ['PromptPay'], { transfers: [transferFacts({ account: null })] }],
    ['P-S7AOC', ['relays'], {}],
    ['P-S7AOC', ['neither holds'], NOT_HOLDER],
    ['P-S7AOC', ['withdrawn'], { ...NOT_HOLDER, ...WITHDRAWN }],
    ['P-URG', ['urgent time'], debit('unknown')],
    ['P-URG', ['neither holds'], { ...NOT_HOLDER, ...debit('unknown') }],
    ['P-URG', ['confirmed the debit'], {}],
    ['P-URG', ['denies the debit'], debit('denied')],
    ['P-URG', ['limit'], { ...debit('unknown'), reporterLimitReached: true }],
    ['P-AGE', ['recent enough'], {}],
    ['P-AGE', ['too old'], { transfers: [transferFacts({ transferredAt: hoursBefore(NOW, 9_000) })] }],
    ['BANK-6A', ['institution found'], notice({})],
    ['OFF-6B', ['gave notice'], notice({ by: 'officer' })],
    ['OFF-6C', ['still examining'], notice({})],
    ['OFF-6C', ['proceeds by law'], notice({ ...OLD, result: 'lawful_action' })],
    ['OFF-6C', ['no sufficient evidence'], notice({ result: 'unfounded' })],
    ['OFF-6C', ['without a result'], notice(OLD)],
    ['LIFT-6D', ['still runs'], notice({})],
    ['LIFT-6D', ['proceeds by law'], notice({ ...OLD, result: 'lawful_action' })],
    ['LIFT-6D', ['institution lifts'], notice(OLD)],
    ['VIC-7B', ['itself a complaint', 'no statement'], {}],
    ['VIC-7B', ['itself a complaint', 'accepted the complaint too'], { statementAt: NOW }],
    ['VIC-7B', ['neither holds'], NOT_HOLDER],
    ['VIC-7B', ['withdrawn'], WITHDRAWN],
    ['OFF-7C', ['no inquiry officer'], {}],
    ['OFF-7C', ['an inquiry officer accepted'], { statementAt: NOW }],
    ['OFF-7D', ['still runs'], {}],
    ['OFF-7D', ['is over'], { receivedAt: hoursBefore(NOW, 168) }],
    ['OFF-7D', ['withdrawn', 'denies every'], { ...WITHDRAWN, ...debit('denied') }],
    ['AOC-85A', ['counts as a complaint'], {}],
    ['AOC-85A', ['withdrawn'], WITHDRAWN],
    ['AOC-85A', ['did not come from the victim'], NOT_HOLDER],
    ['AOC-85A', ['nobody said whether'], { ...NOT_HOLDER, victimReports: null }],
    ['AOC-85A', ['before section 8/5(1) was in force'], { receivedAt: new Date('2025-04-12T16:59:59Z') }],
    ['P-EV85B', ['none of the grounds'], {}],
    ['P-EV85B', ['denies the debit'], { accounts: [cleanAccount({ debit: 'denied' })] }],
    ['P-EV85B', ['answers that could show one are missing'], { accounts: [cleanAccount({ colour: NO_ANSWER })] }],
    [
      'P-EV85B',
      ['not confirmed the debit yet', 'answers that could show one are missing'],
      { accounts: [cleanAccount({ colour: NO_ANSWER, debit: 'unknown' })] },
    ],
    [
      'P-EV85B',
      ['has the account as black', 'not confirmed the debit yet'],
      { accounts: [cleanAccount({ colour: known('black', 'E1'), debit: 'unknown' })] },
    ],
    [
      'P-EV85B',
      ['confirmed', 'earlier complaint'],
      { accounts: [cleanAccount({ acceptedComplaint: known(true, 'E1') })] },
    ],
    [
      'P-EV85B',
      ['confirmed', "SIM or wallet evidence, and another victim's trail reaches the account"],
      { accounts: [cleanAccount({ otherVictims: 1 })], simEvidence: known(true, 'E1') },
    ],
    [
      'P-EV85B',
      ['confirmed', 'SIM or wallet evidence, and another victim named the same number'],
      {
        simEvidence: known(true, 'E1'),
        group: { cases: 2, victims: 2, stolenSatang: 0n, contactVictims: 1 },
      },
    ],
    ['AOC-85B', ['does not give reason', 'none of the grounds'], {}],
    ['AOC-85B', ['not known yet', 'missing'], { accounts: [cleanAccount({ hr03: NO_ANSWER })] }],
    [
      'AOC-85B',
      ['gives reason', 'confirmed', 'HR-03-1'],
      { accounts: [cleanAccount({ hr03: known('HR-03-1', 'E1') })] },
    ],
    ['AOC-85C', ['nothing shows that the account is unrelated'], {}],
    ['AOC-85C', ['denies the first debit'], { accounts: [cleanAccount({ debit: 'denied' })] }],
    ['AOC-85C', ['has not answered'], { accounts: [cleanAccount({ debit: 'unknown' })] }],
    [
      'LIST-42',
      ['a listing names the one it rests on'],
      { accounts: [cleanAccount({ hr03: known('HR-03-1', 'E1') })] },
    ],
    ['NBTC-5', ['nothing speaks against'], {}],
    ['NBTC-5', ['no number that reached'], { numbers: [] }],
    ['NBTC-5', ['are missing'], { numbers: [numberFacts({ sim: NO_ANSWER })] }],
    ['NBTC-5', ['NBTC'], { numbers: [numberFacts({ sim: SIM_OF_NOBODY })] }],
    ['NBTC-5', ['NBTC', 'MDES'], { numbers: [numberFacts({ sim: SIM_OF_NOBODY, listed: known('black', 'E2') })] }],
    ['NBTC-5', ['is protected'], { numbers: [numberFacts({ isProtected: true })] }],
    [
      'NBTC-5',
      ['was spoofed'],
      {
        numbers: [
          numberFacts({ sim: known({ registration: 'identified', suspended: false, origin: 'spoofed' }, 'E1') }),
        ],
      },
    ],
    ['NBTC-5', ['may be spoofed'], { numbers: [numberFacts({ listed: known('black', 'E2') })] }],
    ['TEL-5', ['registered to is needed'], {}],
    ['TEL-5', ['no number is known'], { simEvidence: NOT_ASKED }],
    ['TEL-5', ['withdrawn'], WITHDRAWN],
    ['SHARE-4', ['reasonable ground to suspect'], {}],
    ['SHARE-4', ['withdrawn'], WITHDRAWN],
    ['SHARE-4', ['denies every transfer'], debit('denied')],
    ['SHARE-4N', ['institution disclosed'], {}],
    ['SHARE-4N', ['no institution has disclosed'], { ...debit('unknown'), accounts: [] }],
    ['P-ASSIGN', ['police station'], {}],
    ['P-ASSIGN', ['CCIB'], { stolenSatang: 3_000_000_000n }],
    [
      'P-ASSIGN',
      ['CCIB', 'linked with this one'],
      { group: { cases: 2, victims: 50, stolenSatang: 0n, contactVictims: 0 } },
    ],
    [
      'P-ASSIGN',
      ['DSI'],
      {
        accounts: [cleanAccount({ specialCase: known(true, 'E1') })],
        group: { cases: 2, victims: 50, stolenSatang: 0n, contactVictims: 0 },
      },
    ],
    ['P-ASSIGN', ['DSI'], { accounts: [cleanAccount({ specialCase: known(true, 'E1') })] }],
  ])('%s: %j', (ruleId, expected, over) => {
    const english = judged(ruleId, over).reasons.map((reason) => reason.en);
    expect(english).toEqual(expected.map((words) => expect.stringContaining(words) as string));
  });

  it('name a complaint that never came, or came late, where C2 says that the report is not the complaint', () => {
    const told = (over: Partial<CaseFacts>) => judged('VIC-7B', over, C2_NOTICE).reasons.map((reason) => reason.en);
    expect(told({})).toEqual([expect.stringMatching(/still runs/)]);
    expect(told({ statementAt: NOW })).toEqual([expect.stringMatching(/officer accepted the complaint in time/)]);
    expect(told({ receivedAt: hoursBefore(NOW, 72) })).toEqual([expect.stringMatching(/time to complain is over/)]);
    expect(told({ receivedAt: hoursBefore(NOW, 73), statementAt: NOW })).toEqual([expect.stringMatching(/came after/)]);
    const decides = judged('OFF-7D', {}, C2_NOTICE);
    expect(decides.reasons.map((reason) => reason.en)).toEqual([expect.stringMatching(/no complaint of a victim yet/)]);
  });

  it('say that nobody may be listed before the criteria were published', () => {
    const accounts = [cleanAccount({ hr03: known('HR-03-1', 'E1') })];
    const unpublished = TH.map((row) =>
      row.ruleId === 'LIST-42' ? { ...row, parameters: { ...row.parameters, criteriaPublished: false } } : row,
    );
    const finding = judged('LIST-42', { accounts }, unpublished);
    expect([finding.outcome, finding.missing]).toEqual(['not_met', []]);
    expect(finding.reasons.map((reason) => reason.en)).toEqual([expect.stringMatching(/nobody may be listed/)]);
  });
});

describe('a finding is about', () => {
  it.each<[string, RuleId[], string]>([
    ['transfer', ['VIC-7A', 'P-URG', 'P-AGE'], 'T1'],
    ['account', ['P-EV85B', 'AOC-85B', 'AOC-85C', 'LIST-42', 'BANK-6A', 'OFF-6C', 'LIFT-6D'], 'th-014:9000000001'],
    [
      'case',
      ['P-S7AOC', 'VIC-7B', 'OFF-7C', 'OFF-7D', 'AOC-85A', 'NBTC-5', 'TEL-5', 'SHARE-4', 'SHARE-4N', 'P-ASSIGN'],
      'CASE',
    ],
  ])('one %s: %j', (kind, ruleIds, subject) => {
    const accounts = [cleanAccount({ hr03: known('HR-03-1', 'E1') })];
    for (const ruleId of ruleIds) {
      expect(judged(ruleId, { accounts, ...notice({}) })).toMatchObject({ subjectKind: kind, subject });
    }
    expect(judged('P-S7AOC', WITHDRAWN)).toMatchObject({ subjectKind: 'case', subject: 'CASE' });
    expect(judged('TEL-5', { simEvidence: NOT_ASKED })).toMatchObject({ subjectKind: 'case', subject: 'CASE' });
    expect(judged('TEL-5', WITHDRAWN)).toMatchObject({ subjectKind: 'case', subject: 'CASE' });
    expect(judged('OFF-7D', WITHDRAWN)).toMatchObject({ subjectKind: 'case', subject: 'CASE' });
  });
});

describe('a finding names the evidence that it rests on', () => {
  it.each<[RuleId, Partial<CaseFacts>, string[]]>([
    ['NBTC-5', {}, ['E-nbtc', 'E-mdes']],
    ['NBTC-5', { numbers: [numberFacts({ sim: SIM_OF_NOBODY }), numberFacts()] }, ['E1']],
    ['NBTC-5', { numbers: [numberFacts({ sim: NO_ANSWER })] }, ['E-mdes']],
    ['TEL-5', {}, ['E-nbtc']],
    ['P-ASSIGN', {}, ['E-dsi']],
    ['LIST-42', { accounts: [cleanAccount({ hr03: known('HR-03-1', 'E1') })] }, ['E1', 'E-bot']],
    [
      'P-EV85B',
      { accounts: [cleanAccount({ debit: 'denied' })] },
      ['E-amlo', 'E-bot', 'E-ccib', 'E-bank', 'E-nbtc', 'E-sec'],
    ],
    ['P-EV85B', { accounts: [cleanAccount({ hr03: known('HR-03-1', 'E1'), debit: 'unknown' })] }, ['E1']],
    ['P-EV85B', { accounts: [cleanAccount({ hr03: NO_ANSWER })] }, ['E-bot', 'E-ccib', 'E-bank', 'E-nbtc', 'E-sec']],
    [
      'P-EV85B',
      { accounts: [cleanAccount({ hr03: NO_ANSWER, debit: 'unknown' })] },
      ['E-bot', 'E-ccib', 'E-bank', 'E-nbtc', 'E-sec'],
    ],
    ['VIC-7A', {}, []],
  ])('%s %#', (ruleId, over, evidenceIds) => {
    expect(judged(ruleId, over).evidenceIds).toEqual(evidenceIds);
  });
});
