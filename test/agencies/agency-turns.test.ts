import { dialectOf } from '../../src/agencies/registry.js';
import { mayRequest } from '../../src/domain/freeze-request/who-may-request.js';
import { type AskedEvidence, foldContactEvidence, foldEvidence } from '../../src/domain/evidence/evidence-facts.js';
import type { CaseFacts } from '../../src/domain/judgement/facts.js';
import { assignedRoute, judgeCase } from '../../src/domain/judgement/judge.js';
import { AGENCIES, type Agency } from '../../src/domain/party.js';
import { BY_P_EV5, caseFacts, cleanAccount, NOW, TH } from '../domain/support.js';
import { ALL, BAD, CLEAN, MULE_KEY } from './support/agency-answers.js';

/** A case in which one agency knows something bad, and the others say that they know nothing. */
interface Scene {
  /** The agency that knows something bad. */
  bad: Agency | null;
  /** The agency whose answer is missing. */
  silent?: Agency;
  otherVictims?: number;
}

function requestsOf({ bad, silent }: Scene): AskedEvidence[] {
  return AGENCIES.map((agency) => {
    if (agency === silent) return { agency, state: 'unknown', stateReason: 'deadline', subjects: ALL, answers: [] };
    const read = dialectOf(agency).decode(agency === bad ? BAD[agency] : CLEAN[agency]);
    if (!read.ok) throw new Error(`the ${agency} fixture breaks the protocol`);
    const answers = [{ id: `E-${agency}`, facts: read.value.facts, version: 1 }];
    return { agency, state: 'answered', stateReason: null, subjects: ALL, answers };
  });
}

/**
 * Makes the facts of a case that is reported by a person who does not hold the account, so that
 * only evidence can meet a threshold.
 */
function factsOf(scene: Scene): CaseFacts {
  const requests = requestsOf(scene);
  const account = cleanAccount({
    account: MULE_KEY,
    otherVictims: scene.otherVictims ?? 0,
    ...foldEvidence({ requests, account: MULE_KEY, complaintReceivedAt: new Date('2099-01-01T00:00:00Z') }),
  });
  return caseFacts({ holderReports: false, accounts: [account], ...foldContactEvidence(requests, [], BY_P_EV5) });
}

/**
 * Returns the findings that evidence can change, who investigates, and whether a suspension may be
 * requested.
 */
function outcome(scene: Scene) {
  const facts = factsOf(scene);
  const findings = judgeCase(facts, TH, NOW);
  const outcomeOf = (ruleId: string) => {
    const finding = findings.find((candidate) => candidate.ruleId === ruleId);
    return [finding?.outcome, ...(finding?.missing ?? [])].join(' ');
  };
  const officer = { subject: 'officer-1', roles: ['aoc_officer' as const] };
  const request = mayRequest(
    'aoc_suspension',
    officer,
    {
      takenBy: ['operator-1'],
      findings,
      account: MULE_KEY,
      hold: null,
      now: NOW,
      complaints: [],
      until: null,
      warrant: { number: null, authority: null, issuedOn: null, documentSha256: null },
    },
    TH,
  );
  return {
    suspension: outcomeOf('AOC-85B'),
    telecom: outcomeOf('NBTC-5'),
    assignment: outcomeOf('P-ASSIGN'),
    route: assignedRoute(facts, TH, NOW),
    request: request.ok ? request.value.initialState : request.code,
  };
}

const NOTHING_FOUND = {
  suspension: 'not_met',
  telecom: 'not_met',
  assignment: 'not_met',
  route: 'station',
  request: 'APPROVAL.THRESHOLD_NOT_MET',
};

it('when every agency answers and knows nothing, nothing is met', () => {
  expect(outcome({ bad: null })).toEqual(NOTHING_FOUND);
});

describe('AMLO, the Bank of Thailand and CCIB decide the suspension and the request for it', () => {
  it.each<[Agency, string]>([
    ['amlo', 'amlo.hr03'],
    ['bot', 'bot.colour'],
    ['ccib', 'ccib.accepted_complaint'],
  ])('%s', (agency, missing) => {
    expect(outcome({ bad: agency })).toMatchObject({ suspension: 'met', request: 'requested' });
    expect(outcome({ bad: agency, silent: agency })).toEqual({ ...NOTHING_FOUND, suspension: `unknown ${missing}` });
  });
});

describe('NBTC and SEC decide the suspension when another victim paid into the account', () => {
  it.each<[Agency, string]>([
    ['nbtc', 'nbtc.sim'],
    ['sec', 'sec.wallet'],
  ])('%s', (agency, missing) => {
    const scene: Scene = { bad: agency, otherVictims: 1 };
    expect(outcome(scene)).toMatchObject({ suspension: 'met', request: 'requested' });
    expect(outcome({ ...scene, silent: agency })).toMatchObject({
      suspension: `unknown ${missing}`,
      request: 'APPROVAL.THRESHOLD_NOT_MET',
    });
    expect(outcome({ bad: agency })).toMatchObject({ suspension: 'not_met centre.other_victim' });
  });
});

describe('NBTC and MDES decide the telecom cut-off', () => {
  it.each<[Agency, string]>([
    ['nbtc', 'nbtc.sim'],
    ['mdes', 'mdes.listed_number'],
  ])('%s', (agency, missing) => {
    expect(outcome({ bad: agency }).telecom).toBe('met');
    expect(outcome({ bad: agency, silent: agency }).telecom).toBe(`unknown ${missing}`);
  });
});

it('DSI decides the route', () => {
  expect(outcome({ bad: 'dsi' })).toMatchObject({ route: 'dsi', assignment: 'met' });
  const silent = outcome({ bad: 'dsi', silent: 'dsi' });
  expect(silent).toMatchObject({ route: 'station', assignment: 'unknown dsi.special_case' });
});

it.each(AGENCIES)('a silent %s never means "nothing found", and never meets a threshold', (agency) => {
  const silent = outcome({ bad: null, silent: agency, otherVictims: 1 });
  const clean = outcome({ bad: null, otherVictims: 1 });
  expect(silent).not.toEqual(clean);
  const findings = [silent.suspension, silent.telecom, silent.assignment];
  expect(findings.filter((finding) => finding.startsWith('met'))).toEqual([]);
  expect(findings.filter((finding) => finding.startsWith('unknown'))).not.toEqual([]);
  expect(silent.request).toBe('APPROVAL.THRESHOLD_NOT_MET');
});
