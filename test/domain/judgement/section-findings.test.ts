import { judgeCase } from '../../../src/domain/judgement/judge.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { NOW, TH, caseFacts, cleanAccount, hoursBefore, known, numberFacts, transferFacts } from '../support.js';

const choose = (ruleId: RuleId, parameters: Record<string, string>): Rulebook =>
  TH.map((row) => (row.ruleId === ruleId ? { ...row, parameters: { ...row.parameters, ...parameters } } : row));

const ONE_DENIED = { transfers: [transferFacts({ debit: 'denied' }), transferFacts({ transferId: 'T2' })] };
const DEBIT_UNKNOWN = { transfers: [transferFacts({ debit: 'unknown' })] };
const SILENT = { known: false, why: 'not_asked' } as const;
const DSI_SILENT = cleanAccount({ specialCase: SILENT });
const ONE_ANSWER = cleanAccount({
  hr03: SILENT,
  colour: SILENT,
  acceptedComplaint: SILENT,
  specialCase: SILENT,
  passThroughMinutes: known(null, 'E-bank'),
});
const GROUP = { cases: 2, victims: 2, stolenSatang: 200_000n, contactVictims: 0 };

describe('findings of sections 4, 5, 6 and of a listing', () => {
  const outcome = (ruleId: RuleId, over: Parameters<typeof caseFacts>[0], rulebook: Rulebook = TH) =>
    judgeCase(caseFacts(over), rulebook, NOW)
      .filter((finding) => finding.ruleId === ruleId)
      .map((finding) => [finding.outcome, ...finding.missing].join(' '));
  const notice = {
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
  const old = { ...notice, notedAt: hoursBefore(NOW, 168) };

  it.each<[string, RuleId, Parameters<typeof caseFacts>[0], string[]]>([
    ['a reported transfer', 'SHARE-4', {}, ['met']],
    ['every debit denied', 'SHARE-4', { transfers: [transferFacts({ debit: 'denied' })] }, ['not_met']],
    ['one of two debits denied', 'SHARE-4', ONE_DENIED, ['met']],
    ['one of two debits denied', 'OFF-7D', ONE_DENIED, ['met']],
    ['no transfer reported', 'SHARE-4', { transfers: [] }, ['met']],
    ['no transfer reported', 'OFF-7D', { transfers: [] }, ['met']],
    ['the victim’s institution confirmed the debit', 'SHARE-4N', { accounts: [] }, ['met']],
    ['only a receiving bank answered', 'SHARE-4N', { ...DEBIT_UNKNOWN, accounts: [ONE_ANSWER] }, ['met']],
    ['only an institution gave notice', 'SHARE-4N', { ...DEBIT_UNKNOWN, accounts: [], notices: [notice] }, ['met']],
    [
      'only an officer gave notice',
      'SHARE-4N',
      { ...DEBIT_UNKNOWN, accounts: [], notices: [{ ...notice, by: 'officer' }] },
      ['not_met'],
    ],
    [
      'only agencies answered',
      'SHARE-4N',
      { ...DEBIT_UNKNOWN, accounts: [cleanAccount({ passThroughMinutes: SILENT })] },
      ['not_met'],
    ],
    ['nobody answered', 'SHARE-4N', { ...DEBIT_UNKNOWN, accounts: [] }, ['not_met']],
    ['a number was asked about', 'TEL-5', {}, ['met']],
    ['NBTC is silent', 'TEL-5', { simEvidence: { known: false, why: 'no_answer' } }, ['met nbtc.sim']],
    ['no number', 'TEL-5', { simEvidence: SILENT }, ['not_met']],
    ['withdrawn', 'TEL-5', { withdrawnAt: NOW }, ['not_met']],
    ['no reason to believe', 'LIST-42', {}, []],
    [
      'reason to believe',
      'LIST-42',
      { accounts: [cleanAccount({ hr03: known('HR-03-1', 'E1') })] },
      ['unknown centre.listing_criteria'],
    ],
    ['no suspicion', 'BANK-6A', {}, []],
    ['its own suspicion', 'BANK-6A', { notices: [notice] }, ['met']],
    ['an officer’s notice', 'OFF-6B', { notices: [{ ...notice, by: 'officer' }] }, ['met']],
    ['an officer’s notice', 'BANK-6A', { notices: [{ ...notice, by: 'officer' }] }, []],
    ['its own suspicion', 'OFF-6B', { notices: [notice] }, []],
    ['the officer examines', 'OFF-6C', { notices: [notice] }, ['unknown officer.result']],
    ['the officer acts', 'OFF-6C', { notices: [{ ...old, result: 'lawful_action' }] }, ['met']],
    ['the officer found nothing', 'OFF-6C', { notices: [{ ...notice, result: 'unfounded' }] }, ['not_met']],
    ['the seven days are over', 'OFF-6C', { notices: [old] }, ['not_met']],
    ['the seven days run', 'LIFT-6D', { notices: [notice] }, ['not_met']],
    ['the seven days are over', 'LIFT-6D', { notices: [old] }, ['met']],
    ['the officer acts', 'LIFT-6D', { notices: [{ ...old, result: 'lawful_action' }] }, ['not_met']],
    ['the officer found nothing', 'LIFT-6D', { notices: [{ ...notice, result: 'unfounded' }] }, ['not_met']],
    [
      'DSI silent on one of two accounts',
      'P-ASSIGN',
      { accounts: [cleanAccount(), DSI_SILENT] },
      ['unknown dsi.special_case'],
    ],
    [
      'a special case, DSI silent on another account',
      'P-ASSIGN',
      { accounts: [cleanAccount({ specialCase: known(true, 'E1') }), DSI_SILENT] },
      ['met'],
    ],
    [
      'thirty million, DSI silent',
      'P-ASSIGN',
      { accounts: [DSI_SILENT], stolenSatang: 3_000_000_000n },
      ['met dsi.special_case'],
    ],
    ['fifty victims in linked cases', 'P-ASSIGN', { group: { ...GROUP, victims: 50 } }, ['met']],
    ['forty-nine victims in linked cases', 'P-ASSIGN', { group: { ...GROUP, victims: 49 } }, ['not_met']],
    ['thirty million in linked cases', 'P-ASSIGN', { group: { ...GROUP, stolenSatang: 3_000_000_000n } }, ['met']],
    ['a satang less in linked cases', 'P-ASSIGN', { group: { ...GROUP, stolenSatang: 2_999_999_999n } }, ['not_met']],
    [
      'ten victims and ten million in linked cases',
      'P-ASSIGN',
      { group: { ...GROUP, victims: 10, stolenSatang: 1_000_000_000n } },
      ['met'],
    ],
    ['fifty victims', 'P-ASSIGN', { accounts: [cleanAccount({ otherVictims: 49 })] }, ['met']],
    ['forty-nine victims', 'P-ASSIGN', { accounts: [cleanAccount({ otherVictims: 48 })] }, ['not_met']],
    [
      'ten victims and ten million baht',
      'P-ASSIGN',
      { accounts: [cleanAccount({ otherVictims: 9 })], stolenSatang: 1_000_000_000n },
      ['met'],
    ],
    [
      'ten victims and a satang less',
      'P-ASSIGN',
      { accounts: [cleanAccount({ otherVictims: 9 })], stolenSatang: 999_999_999n },
      ['not_met'],
    ],
    [
      'nine victims and ten million baht',
      'P-ASSIGN',
      { accounts: [cleanAccount({ otherVictims: 8 })], stolenSatang: 1_000_000_000n },
      ['not_met'],
    ],
  ])('%s: %s', (_name, ruleId, over, expected) => {
    expect(outcome(ruleId, over)).toEqual(expected);
  });

  it('do not take a report as a complaint where C2 says so, nor before Amendment No. 2', () => {
    const notice = choose('C2', { reportCountsAs: 'notice' });
    const stated = { statementAt: hoursBefore(NOW, 0.5) };
    expect(outcome('VIC-7B', {}, notice)).toEqual(['unknown inquiry_officer.statement']);
    expect(outcome('OFF-7D', {}, notice)).toEqual(['not_met inquiry_officer.statement']);
    expect(outcome('VIC-7B', stated, notice)).toEqual(['met']);
    expect(outcome('OFF-7D', stated, notice)).toEqual(['met']);
    expect(outcome('VIC-7B', { receivedAt: hoursBefore(NOW, 72) }, notice)).toEqual(['not_met']);
    expect(outcome('VIC-7B', { receivedAt: hoursBefore(NOW, 73), ...stated }, notice)).toEqual(['not_met']);
    expect(
      outcome(
        'VIC-7B',
        {},
        TH.filter((row) => row.ruleId !== 'AOC-85A'),
      ),
    ).toEqual(['unknown inquiry_officer.statement']);
  });

  it('do not end the officer’s time where the row gives none', () => {
    const untimed = TH.map((row) => (row.ruleId === 'OFF-7D' ? { ...row, deadlineMs: null, period: null } : row));
    expect(outcome('OFF-7D', { receivedAt: hoursBefore(NOW, 9_000) }, untimed)).toEqual(['met']);
    expect(outcome('OFF-7D', { receivedAt: hoursBefore(NOW, 9_000) })).toEqual(['not_met']);
  });

  it('demand no lifting by time while no row gives the officer a time; only the result ends the suspension', () => {
    const untimed = TH.map((row) => (row.ruleId === 'OFF-6C' ? { ...row, deadlineMs: null, period: null } : row));
    expect(outcome('OFF-6C', { notices: [old] }, untimed)).toEqual(['unknown officer.result']);
    for (const law of [untimed, TH.filter((row) => row.ruleId !== 'OFF-6C')]) {
      expect(outcome('LIFT-6D', { notices: [old] }, law)).toEqual(['not_met']);
    }
  });

  it('take the measure of a number from the row of P-EV5, and make no finding without one', () => {
    const sim = (registration: 'identified' | 'unidentifiable', origin?: 'line') => ({
      numbers: [numberFacts({ sim: known({ registration, suspended: false, origin }, 'E1') })],
    });
    const grey = {
      numbers: [{ ...numberFacts(sim('identified', 'line').numbers[0]), listed: known('grey' as const, 'E1') }],
    };
    const other = TH.map((row) =>
      row.ruleId === 'P-EV5'
        ? { ...row, parameters: { registrations: ['not_registered'], listColours: ['grey'], protectedNumbers: [] } }
        : row,
    );
    const both = (over: Parameters<typeof caseFacts>[0]) => [outcome('NBTC-5', over), outcome('NBTC-5', over, other)];
    expect(both(sim('unidentifiable'))).toEqual([['met'], ['not_met']]);
    expect(both(grey)).toEqual([['not_met'], ['met']]);
    const without = TH.filter((row) => row.ruleId !== 'P-EV5');
    expect(outcome('NBTC-5', sim('unidentifiable'), without)).toEqual([]);
  });

  it('have none about a listing while no row measures the evidence', () => {
    const without = TH.filter((row) => row.ruleId !== 'P-EV85B' && row.ruleId !== 'AOC-85B');
    const accounts = [cleanAccount({ colour: known('black', 'E1') })];
    expect(judgeCase(caseFacts({ accounts }), without, NOW).map(({ ruleId }) => ruleId)).not.toContain('LIST-42');
    for (const finding of judgeCase(caseFacts({ accounts }), without, NOW)) expect(finding.ruleRowId).toMatch(/^th/);
  });

  it('take the lists and colours of P-EV85B from the row', () => {
    const stricter = TH.map((row) =>
      row.ruleId === 'P-EV85B'
        ? { ...row, parameters: { ...row.parameters, colours: ['black'], hr03Lists: ['HR-03-1'] } }
        : row,
    );
    const evidence = (account: Parameters<typeof cleanAccount>[0]) =>
      outcome('AOC-85B', { accounts: [cleanAccount(account)] }, stricter);
    expect(evidence({ colour: known('dark_grey', 'E1') })).toEqual(['not_met']);
    expect(evidence({ colour: known('black', 'E1') })).toEqual(['met']);
    expect(evidence({ hr03: known('HR-03-2', 'E1') })).toEqual(['not_met']);
  });
});
