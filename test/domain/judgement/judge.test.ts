import fc from 'fast-check';
import type { AccountFacts, CaseFacts, Finding } from '../../../src/domain/judgement/facts.js';
import { assignedRoute, judgeCase } from '../../../src/domain/judgement/judge.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import {
  NOW,
  NO_ANSWER,
  TH,
  caseFacts,
  cleanAccount,
  hoursBefore,
  known,
  numberFacts,
  only,
  transferFacts,
} from '../support.js';

function judged(facts: CaseFacts, ruleId: RuleId): Finding {
  return only(judgeCase(facts, TH, NOW), ruleId);
}

/** Writes `met`, or the outcome with the missing evidence. */
function line(finding: Finding): string {
  return [finding.outcome, ...finding.missing].join(' ');
}

const SILENT: Partial<AccountFacts> = {
  hr03: NO_ANSWER,
  colour: NO_ANSWER,
  acceptedComplaint: NO_ANSWER,
  specialCase: NO_ANSWER,
  passThroughMinutes: NO_ANSWER,
};
const ALL_MISSING = 'amlo.hr03 bot.colour ccib.accepted_complaint institution.pass_through';
const WITHDRAWN = { withdrawnAt: NOW };
const SIM_OF_NOBODY = known({ registration: 'unidentifiable' as const, suspended: false }, 'E1');
const ON_LIST = known('black' as const, 'E1');
/** A number of which NBTC says who is registered and where the calls came from. */
const simOf = (
  registration: 'identified' | 'unidentifiable' | 'not_registered',
  origin?: 'line' | 'spoofed',
  suspended = false,
) => numberFacts({ sim: known({ registration, suspended, origin }, 'E1') });

describe('rules of the case', () => {
  it.each<[RuleId, string, Partial<CaseFacts>, string]>([
    ['P-S7AOC', 'the holder reports', {}, 'met'],
    ['P-S7AOC', 'somebody else reports', { holderReports: false }, 'not_met'],
    ['P-S7AOC', 'withdrawn', WITHDRAWN, 'not_met'],
    ['VIC-7B', 'the report to the centre is the complaint', {}, 'met'],
    ['VIC-7B', 'section 7 does not run', { holderReports: false }, 'not_met'],
    ['VIC-7B', 'withdrawn', WITHDRAWN, 'not_met'],
    ['OFF-7C', 'no police statement', {}, 'not_met inquiry_officer.statement'],
    ['OFF-7C', 'a police statement', { statementAt: NOW }, 'met'],
    ['OFF-7D', 'on the first day', {}, 'met'],
    ['OFF-7D', 'a millisecond before seven days', { receivedAt: new Date(hoursBefore(NOW, 168).getTime() + 1) }, 'met'],
    ['OFF-7D', 'after seven days', { receivedAt: hoursBefore(NOW, 168) }, 'not_met'],
    ['OFF-7D', 'withdrawn', WITHDRAWN, 'not_met'],
    ['OFF-7D', 'every debit denied', { transfers: [transferFacts({ debit: 'denied' })] }, 'not_met'],
    ['AOC-85A', 'received', {}, 'met'],
    ['AOC-85A', 'received from somebody else', { holderReports: false }, 'not_met'],
    [
      'AOC-85A',
      'received from a victim who does not hold the account',
      { holderReports: false, victimReports: true },
      'met',
    ],
    [
      'AOC-85A',
      'received from somebody of whom nobody said who he is',
      { holderReports: false, victimReports: null },
      'unknown hotline.reporter_is_victim',
    ],
    ['OFF-7D', 'somebody else reported', { holderReports: false }, 'not_met inquiry_officer.statement'],
    [
      'OFF-7D',
      'somebody else reported, and police have the complaint',
      { holderReports: false, statementAt: NOW },
      'met',
    ],
    ['OFF-7D', 'police received the complaint seven days ago', { statementAt: hoursBefore(NOW, 168) }, 'not_met'],
    ['AOC-85A', 'withdrawn', WITHDRAWN, 'not_met'],
    ['NBTC-5', 'nothing speaks against the numbers', {}, 'not_met'],
    ['NBTC-5', 'SIM of nobody', { numbers: [numberFacts({ sim: SIM_OF_NOBODY })] }, 'met'],
    [
      'NBTC-5',
      'SIM of nobody, MDES silent',
      { numbers: [numberFacts({ sim: SIM_OF_NOBODY, listed: NO_ANSWER })] },
      'met',
    ],
    [
      'NBTC-5',
      'SIM of nobody, and protected',
      { numbers: [numberFacts({ sim: SIM_OF_NOBODY, isProtected: true })] },
      'not_met',
    ],
    ['NBTC-5', 'SIM of nobody, and spoofed', { numbers: [simOf('unidentifiable', 'spoofed')] }, 'not_met'],
    [
      'NBTC-5',
      'a landline without SIM registration, such as a hospital’s',
      { numbers: [numberFacts({ sim: SIM_OF_NOBODY, isMobile: false })] },
      'unknown nbtc.origin',
    ],
    [
      'NBTC-5',
      'a landline of nobody from which the calls came',
      { numbers: [{ ...simOf('not_registered', 'line'), isMobile: false }] },
      'met',
    ],
    [
      'NBTC-5',
      'black on the DE-fence list alone',
      { numbers: [numberFacts({ listed: ON_LIST })] },
      'unknown nbtc.origin',
    ],
    [
      'NBTC-5',
      'black, and the calls came from it',
      { numbers: [{ ...simOf('identified', 'line'), listed: ON_LIST }] },
      'met',
    ],
    ['NBTC-5', 'black, but spoofed', { numbers: [{ ...simOf('identified', 'spoofed'), listed: ON_LIST }] }, 'not_met'],
    [
      'NBTC-5',
      'black, NBTC silent',
      { numbers: [numberFacts({ sim: NO_ANSWER, listed: ON_LIST })] },
      'unknown nbtc.sim',
    ],
    [
      'NBTC-5',
      'black, and protected',
      { numbers: [{ ...simOf('identified', 'line'), listed: ON_LIST, isProtected: true }] },
      'not_met',
    ],
    ['NBTC-5', 'the calls came from it, and nothing else', { numbers: [simOf('identified', 'line')] }, 'not_met'],
    ['NBTC-5', 'merely suspended', { numbers: [simOf('identified', undefined, true)] }, 'not_met'],
    ['NBTC-5', 'suspended, and the calls came from it', { numbers: [simOf('identified', 'line', true)] }, 'not_met'],
    [
      'NBTC-5',
      'one of two from which the calls came',
      { numbers: [numberFacts(), { ...simOf('identified', 'line'), listed: ON_LIST }] },
      'met',
    ],
    [
      'NBTC-5',
      'a protected one beside one of nobody',
      { numbers: [numberFacts({ isProtected: true }), numberFacts({ sim: SIM_OF_NOBODY })] },
      'met',
    ],
    [
      'NBTC-5',
      'a protected one of which nobody answered',
      { numbers: [numberFacts({ sim: NO_ANSWER, listed: NO_ANSWER, isProtected: true })] },
      'not_met',
    ],
    [
      'P-UNCUT',
      'cut off, and spoofed',
      { numbers: [{ ...simOf('unidentifiable', 'spoofed'), isCutOff: true }] },
      'met',
    ],
    [
      'P-UNCUT',
      'cut off, and protected since',
      { numbers: [numberFacts({ sim: SIM_OF_NOBODY, isProtected: true, isCutOff: true })] },
      'met',
    ],
    [
      'P-UNCUT',
      'cut off, and nothing speaks against it any more',
      { numbers: [numberFacts({ isCutOff: true })] },
      'met',
    ],
    [
      'P-UNCUT',
      'cut off, and the evidence stands',
      { numbers: [numberFacts({ sim: SIM_OF_NOBODY, isCutOff: true })] },
      'not_met',
    ],
    [
      'P-UNCUT',
      'cut off, and an answer is missing',
      { numbers: [numberFacts({ sim: NO_ANSWER, isCutOff: true })] },
      'not_met',
    ],
    ['NBTC-5', 'grey on it', { numbers: [numberFacts({ listed: known('grey', 'E1') })] }, 'not_met'],
    ['NBTC-5', 'NBTC silent', { numbers: [numberFacts({ sim: NO_ANSWER })] }, 'unknown nbtc.sim'],
    ['NBTC-5', 'MDES silent', { numbers: [numberFacts({ listed: NO_ANSWER })] }, 'unknown mdes.listed_number'],
    ['NBTC-5', 'no number, only a link', { numbers: [] }, 'not_met'],
    ['P-ASSIGN', 'a small loss', {}, 'not_met'],
    [
      'P-ASSIGN',
      'a small loss, DSI silent',
      { accounts: [cleanAccount({ specialCase: NO_ANSWER })] },
      'unknown dsi.special_case',
    ],
    ['P-ASSIGN', '30 million baht', { stolenSatang: 3_000_000_000n }, 'met'],
    ['P-ASSIGN', 'a satang less', { stolenSatang: 2_999_999_999n }, 'not_met'],
    ['P-ASSIGN', 'a special case', { accounts: [cleanAccount({ specialCase: known(true, 'E1') })] }, 'met'],
  ])('%s, %s: %s', (ruleId, _name, over, expected) => {
    expect(line(judged(caseFacts(over), ruleId))).toBe(expected);
  });
});

it('documents of the holder that an officer accepted prove an account unrelated, and end the power to suspend it', () => {
  const proven = caseFacts({ accounts: [cleanAccount({ provenUnrelated: true, colour: known('black', 'E1') })] });
  expect([line(judged(proven, 'AOC-85C')), line(judged(proven, 'AOC-85B'))]).toEqual(['met', 'not_met']);
  const other = cleanAccount({ account: 'th-004:9000000002', colour: known('black', 'E1') });
  const beside = judgeCase(caseFacts({ accounts: [cleanAccount({ provenUnrelated: true }), other] }), TH, NOW);
  const about = beside.filter(({ ruleId, subject }) => ruleId === 'AOC-85C' && subject === other.account);
  expect(about.map(({ outcome }) => outcome)).toEqual(['not_met']);
});

describe('an account whose business it is to pass on money of others (P-EV85B)', () => {
  const AGENT = cleanAccount().account;
  const listing = (lists: Partial<Record<'passOnAccounts' | 'notPassOnAccounts', string[]>>) =>
    TH.map((row) => (row.ruleId === 'P-EV85B' ? { ...row, parameters: { ...row.parameters, ...lists } } : row));
  const suspend = (account: Partial<AccountFacts>, rulebook = TH, over: Partial<CaseFacts> = {}) =>
    judgeCase(caseFacts({ ...over, accounts: [cleanAccount(account)] }), rulebook, NOW)
      .filter(({ ruleId }) => ruleId === 'P-EV85B' || ruleId === 'AOC-85B')
      .map(line);
  const inMinutes = { passThroughMinutes: known(2, 'E1') };

  it('is no mule by passing it on, once two persons listed it, whatever its bank says', () => {
    const listed = listing({ passOnAccounts: [AGENT] });
    expect(suspend(inMinutes, listed)).toEqual(['not_met', 'not_met']);
    expect(suspend({ ...inMinutes, saidToPassOn: true }, listed)).toEqual(['not_met', 'not_met']);
    expect(suspend({ ...inMinutes, account: 'th-014:9000000009' }, listed)).toEqual(['met', 'met']);
  });

  it('is one, however often its bank says otherwise, once two persons did not believe it', () => {
    const refused = listing({ notPassOnAccounts: [AGENT] });
    expect(suspend({ ...inMinutes, saidToPassOn: true }, refused)).toEqual(['met', 'met']);
  });

  it('is reached by several victims without being a mule', () => {
    const sim = { simEvidence: known(true, 'E2') };
    expect(suspend({ otherVictims: 2 }, TH, sim)).toEqual(['met', 'met']);
    expect(suspend({ otherVictims: 2 }, listing({ passOnAccounts: [AGENT] }), sim)).toEqual(['not_met', 'not_met']);
    expect(suspend({ otherVictims: 2, saidToPassOn: true }, TH, sim)).toEqual([
      'unknown centre.pass_on_account',
      'unknown centre.pass_on_account',
    ]);
  });

  it('is suspended on a list, a colour or an accepted complaint like any other', () => {
    const listed = listing({ passOnAccounts: [AGENT] });
    expect(suspend({ hr03: known('HR-03-1', 'E1') }, listed)).toEqual(['met', 'met']);
    expect(suspend({ colour: known('black', 'E1') }, listed)).toEqual(['met', 'met']);
    expect(suspend({ acceptedComplaint: known(true, 'E1') }, listed)).toEqual(['met', 'met']);
  });

  it('is never met by any mixture of passing on, victims and contacts alone', () => {
    const listed = listing({ passOnAccounts: [AGENT] });
    fc.assert(
      fc.property(
        fc.record({
          minutes: fc.option(fc.integer({ min: 0, max: 60 })),
          otherVictims: fc.nat(5),
          saidToPassOn: fc.boolean(),
          sim: fc.boolean(),
          wallet: fc.boolean(),
          contactVictims: fc.nat(5),
        }),
        ({ minutes, otherVictims, saidToPassOn, sim, wallet, contactVictims }) => {
          const account = { passThroughMinutes: known(minutes, 'E1'), otherVictims, saidToPassOn };
          const group = { cases: 2, victims: 2, stolenSatang: 1n, contactVictims };
          const over = { simEvidence: known(sim, 'E2'), walletEvidence: known(wallet, 'E3'), group };
          const said = suspend(account, listed, over);
          expect(said.filter((outcome) => outcome.startsWith('met'))).toEqual([]);
        },
      ),
    );
  });
});

describe('rules of a transfer', () => {
  it.each<[RuleId, string, Partial<CaseFacts>, string]>([
    ['VIC-7A', 'the holder reports', {}, 'met'],
    ['VIC-7A', 'the bank has not answered', { transfers: [transferFacts({ debit: 'unknown' })] }, 'met'],
    ['VIC-7A', 'somebody else reports', { holderReports: false }, 'not_met'],
    ['VIC-7A', 'a type that P-S7AOC does not name', { caseType: 'lost_card' }, 'not_met'],
    [
      'VIC-7A',
      'a type that nobody has said, by the row of before December',
      { caseType: 'unknown' },
      'unknown hotline.case_type',
    ],
    ['VIC-7A', 'withdrawn', WITHDRAWN, 'not_met'],
    ['VIC-7A', 'the bank denies', { transfers: [transferFacts({ debit: 'denied' })] }, 'not_met'],
    [
      'VIC-7A',
      'only a PromptPay id is known',
      { transfers: [transferFacts({ account: null, debit: 'unknown' })] },
      'unknown institution.debit_confirmation',
    ],
    [
      'P-URG',
      'the bank has not answered',
      { transfers: [transferFacts({ debit: 'unknown' })] },
      'met institution.debit_confirmation',
    ],
    ['P-URG', 'the bank confirms', {}, 'not_met'],
    ['P-URG', 'the bank denies', { transfers: [transferFacts({ debit: 'denied' })] }, 'not_met'],
    [
      'P-URG',
      'the reporter is at his limit',
      { transfers: [transferFacts({ debit: 'unknown' })], reporterLimitReached: true },
      'not_met',
    ],
    [
      'P-URG',
      'somebody else reports',
      { transfers: [transferFacts({ debit: 'unknown' })], holderReports: false },
      'not_met',
    ],
    ['P-AGE', 'two hours old', {}, 'met'],
    [
      'P-AGE',
      '90 days old when reported',
      { receivedAt: NOW, transfers: [transferFacts({ transferredAt: hoursBefore(NOW, 2_160) })] },
      'met',
    ],
    [
      'P-AGE',
      'older than 90 days when reported',
      { receivedAt: NOW, transfers: [transferFacts({ transferredAt: hoursBefore(NOW, 2_161) })] },
      'not_met',
    ],
  ])('%s, %s: %s', (ruleId, _name, over, expected) => {
    const finding = judged(caseFacts(over), ruleId);
    expect(line(finding)).toBe(expected);
    expect([finding.subjectKind, finding.subject]).toEqual(['transfer', 'T1']);
  });
});

describe('reason to believe (P-EV85B)', () => {
  it.each<[string, Partial<AccountFacts>, Partial<CaseFacts>, string]>([
    ['nothing found anywhere', {}, {}, 'not_met'],
    ['AMLO list HR-03-1', { hr03: known('HR-03-1', 'E1') }, {}, 'met'],
    ['AMLO list HR-03-2', { hr03: known('HR-03-2', 'E1') }, {}, 'met'],
    ['registry black', { colour: known('black', 'E1') }, {}, 'met'],
    ['registry dark grey', { colour: known('dark_grey', 'E1') }, {}, 'met'],
    ['registry light grey', { colour: known('light_grey', 'E1') }, {}, 'not_met'],
    ['registry dark brown', { colour: known('dark_brown', 'E1') }, {}, 'not_met'],
    ['registry light brown', { colour: known('light_brown', 'E1') }, {}, 'not_met'],
    ['an earlier complaint accepted', { acceptedComplaint: known(true, 'E1') }, {}, 'met'],
    ['passed on in 30 minutes', { passThroughMinutes: known(30, 'E1') }, {}, 'met'],
    [
      'passed on in minutes, as its bank says is its business',
      { passThroughMinutes: known(2, 'E1'), saidToPassOn: true },
      {},
      'unknown centre.pass_on_account',
    ],
    ['not passed on, though it is its business', { saidToPassOn: true }, {}, 'not_met'],
    [
      'on a list, and its business is to pass on',
      { hr03: known('HR-03-1', 'E1'), passThroughMinutes: known(2, 'E1'), saidToPassOn: true },
      {},
      'met',
    ],
    ['passed on in 31 minutes', { passThroughMinutes: known(31, 'E1') }, {}, 'not_met'],
    ['not passed on', { passThroughMinutes: known(null, 'E1') }, {}, 'not_met'],
    ['SIM evidence alone', {}, { simEvidence: known(true, 'E1') }, 'not_met centre.other_victim'],
    ['wallet evidence alone', {}, { walletEvidence: known(true, 'E1') }, 'not_met centre.other_victim'],
    [
      'SIM evidence and another victim who named the number',
      {},
      { simEvidence: known(true, 'E1'), group: { cases: 2, victims: 2, stolenSatang: 0n, contactVictims: 1 } },
      'met',
    ],
    [
      'SIM evidence and a linked case that did not name it',
      {},
      { simEvidence: known(true, 'E1'), group: { cases: 2, victims: 2, stolenSatang: 0n, contactVictims: 0 } },
      'not_met centre.other_victim',
    ],
    ['another victim alone', { otherVictims: 3 }, {}, 'not_met'],
    ['SIM evidence and another victim', { otherVictims: 1 }, { simEvidence: known(true, 'E1') }, 'met'],
    ['wallet evidence and another victim', { otherVictims: 1 }, { walletEvidence: known(true, 'E1') }, 'met'],
    ['another victim, NBTC silent', { otherVictims: 1 }, { simEvidence: NO_ANSWER }, 'unknown nbtc.sim'],
    ['another victim, SEC silent', { otherVictims: 1 }, { walletEvidence: NO_ANSWER }, 'unknown sec.wallet'],
    ['no other victim, NBTC silent', {}, { simEvidence: NO_ANSWER }, 'not_met'],
    ['a DSI special case is no ground', { specialCase: known(true, 'E1') }, {}, 'not_met'],
    ['AMLO silent', { hr03: NO_ANSWER }, {}, 'unknown amlo.hr03'],
    ['the registry silent', { colour: NO_ANSWER }, {}, 'unknown bot.colour'],
    ['CCIB silent', { acceptedComplaint: NO_ANSWER }, {}, 'unknown ccib.accepted_complaint'],
    ['the bank silent on pass-through', { passThroughMinutes: NO_ANSWER }, {}, 'unknown institution.pass_through'],
    ['everybody silent', SILENT, {}, `unknown ${ALL_MISSING}`],
    ['everybody silent but AMLO, which lists', { ...SILENT, hr03: known('HR-03-1', 'E1') }, {}, 'met'],
    [
      'a ground, but the debit is not confirmed',
      { debit: 'unknown', hr03: known('HR-03-1', 'E1') },
      {},
      'unknown institution.debit_confirmation',
    ],
    [
      'everybody silent, the debit too',
      { ...SILENT, debit: 'unknown' },
      {},
      `unknown institution.debit_confirmation ${ALL_MISSING}`,
    ],
    ['no ground, so that the debit no longer matters', { debit: 'unknown' }, {}, 'not_met'],
    ['every ground, but the debit is denied', { debit: 'denied', hr03: known('HR-03-1', 'E1') }, {}, 'not_met'],
    ['everybody silent and the debit denied', { ...SILENT, debit: 'denied' }, {}, 'not_met'],
  ])('%s', (_name, account, over, expected) => {
    const facts = caseFacts({ ...over, accounts: [cleanAccount(account)] });
    expect(line(judged(facts, 'P-EV85B'))).toBe(expected);
    // AOC-85B is met exactly when its measure P-EV85B is met.
    expect(line(judged(facts, 'AOC-85B'))).toBe(expected);
  });

  it.each<['declined' | 'unreadable' | 'not_asked' | 'no_answer']>([
    ['declined'],
    ['unreadable'],
    ['not_asked'],
    ['no_answer'],
  ])('takes an answer that is %s as unknown, never as "nothing found"', (why) => {
    const facts = caseFacts({ accounts: [cleanAccount({ hr03: { known: false, why } })] });
    expect(judged(facts, 'AOC-85B').outcome).toBe('unknown');
  });

  it('names exactly the evidence that met it', () => {
    const facts = caseFacts({
      accounts: [cleanAccount({ hr03: known('HR-03-1', 'E-amlo'), colour: known('black', 'E-bot', 'E-amlo') })],
    });
    expect(judged(facts, 'AOC-85B').evidenceIds).toEqual(['E-amlo', 'E-bot']);
  });

  it('names all evidence consulted when it is not met', () => {
    expect(judged(caseFacts(), 'AOC-85B').evidenceIds).toEqual([
      'E-amlo',
      'E-bot',
      'E-ccib',
      'E-bank',
      'E-nbtc',
      'E-sec',
    ]);
  });

  it('says why in words that name the evidence', () => {
    const facts = caseFacts({
      accounts: [cleanAccount({ hr03: known('HR-03-2', 'E1'), passThroughMinutes: known(4, 'E2') })],
    });
    const english = judged(facts, 'P-EV85B').reasons.map((reason) => reason.en);
    expect(english).toEqual([
      "the victim's institution confirmed the debit",
      'AMLO lists the holder on HR-03-2',
      'the bank confirms that the money moved on within 4 minutes',
    ]);
  });

  it.each([
    [0.000_35, 'within 1 minute'],
    [0.7595166666666666, 'within 1 minute'],
    [2.2, 'within 3 minutes'],
  ])('says whole minutes, within which the money had moved on: %d', (minutes, said) => {
    const facts = caseFacts({ accounts: [cleanAccount({ passThroughMinutes: known(minutes, 'E2') })] });
    const [, reason] = judged(facts, 'P-EV85B').reasons;
    expect(reason?.en).toBe(`the bank confirms that the money moved on ${said}`);
  });

  it('judges each account by its own answers', () => {
    const black = cleanAccount({ account: 'th-004:9000000002', colour: known('black', 'E1') });
    const findings = judgeCase(caseFacts({ accounts: [cleanAccount(), black] }), TH, NOW);
    const outcomes = findings.filter((each) => each.ruleId === 'AOC-85B').map((each) => [each.subject, each.outcome]);
    expect(outcomes).toEqual([
      ['th-014:9000000001', 'not_met'],
      ['th-004:9000000002', 'met'],
    ]);
  });
});

describe('unrelated accounts (AOC-85C)', () => {
  it.each<[AccountFacts['debit'], string]>([
    ['denied', 'met'],
    ['confirmed', 'not_met'],
    ['unknown', 'unknown institution.debit_confirmation'],
  ])('debit %s: %s', (debit, expected) => {
    expect(line(judged(caseFacts({ accounts: [cleanAccount({ debit })] }), 'AOC-85C'))).toBe(expected);
  });
});

describe('the answer of each agency', () => {
  const victims = { otherVictims: 1 };
  it.each<[string, CaseFacts, CaseFacts]>([
    [
      'CCIB',
      caseFacts({ accounts: [cleanAccount({ acceptedComplaint: known(true, 'E1') })] }),
      caseFacts({ accounts: [cleanAccount({ acceptedComplaint: NO_ANSWER })] }),
    ],
    [
      'AMLO',
      caseFacts({ accounts: [cleanAccount({ hr03: known('HR-03-1', 'E1') })] }),
      caseFacts({ accounts: [cleanAccount({ hr03: NO_ANSWER })] }),
    ],
    [
      'BoT',
      caseFacts({ accounts: [cleanAccount({ colour: known('black', 'E1') })] }),
      caseFacts({ accounts: [cleanAccount({ colour: NO_ANSWER })] }),
    ],
    [
      'SEC',
      caseFacts({ accounts: [cleanAccount(victims)], walletEvidence: known(true, 'E1') }),
      caseFacts({ accounts: [cleanAccount(victims)], walletEvidence: NO_ANSWER }),
    ],
    [
      'NBTC',
      caseFacts({ accounts: [cleanAccount(victims)], simEvidence: known(true, 'E1') }),
      caseFacts({ accounts: [cleanAccount(victims)], simEvidence: NO_ANSWER }),
    ],
  ])('of %s gives the centre its power to suspend, and its lack does not', (_agency, withAnswer, without) => {
    expect(judged(withAnswer, 'AOC-85B').outcome).toBe('met');
    expect(judged(without, 'AOC-85B').outcome).toBe('unknown');
  });

  it('of MDES gives the notice to NBTC', () => {
    expect(
      judged(caseFacts({ numbers: [{ ...simOf('identified', 'line'), listed: ON_LIST }] }), 'NBTC-5').outcome,
    ).toBe('met');
    expect(judged(caseFacts({ numbers: [numberFacts({ listed: NO_ANSWER })] }), 'NBTC-5').outcome).toBe('unknown');
  });

  it('of DSI decides the route by its special cases', () => {
    const special = caseFacts({ accounts: [cleanAccount({ specialCase: known(true, 'E1') })] });
    const silent = caseFacts({ accounts: [cleanAccount({ specialCase: NO_ANSWER })] });
    expect(assignedRoute(special, TH, NOW)).toBe('dsi');
    expect(assignedRoute(silent, TH, NOW)).toBe('station');
  });
});
