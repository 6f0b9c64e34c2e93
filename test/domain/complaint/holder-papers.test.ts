import {
  type CaseOfPapers,
  type HolderFinding,
  mayChangePapers,
  mayDecidePapers,
  mayProposePapers,
} from '../../../src/domain/complaint/later/holder-papers.js';
import type { RequestToDecide } from '../../../src/domain/second-person/about-complaint.js';
import type { Actor } from '../../../src/domain/freeze-request/freeze-request.js';
import { hoursAfter, NOW, TH } from '../support.js';

const FILE: CaseOfPapers = {
  closedAt: null,
  withdrawnAt: null,
  holderReports: true,
  takenBy: ['taker', 'taker-of-addition'],
  isAsked: false,
  isKnown: false,
};
const OFFICER: Actor = { subject: 'officer', roles: ['aoc_officer'] };

/** P-PAPERS: who may say by papers that reporter and account belong together, and when. */
describe('a finding by papers about who holds an account', () => {
  it.each<[string, HolderFinding, Partial<CaseOfPapers>, Partial<Actor>, string | null]>([
    ['is proposed by an officer of the centre', 'belongs', {}, {}, null],
    ['is proposed by a supervisor', 'belongs', {}, { roles: ['aoc_supervisor'] }, null],
    ['not by who only takes calls', 'belongs', {}, { roles: ['hotline_operator'] }, 'APPROVAL.ROLE'],
    ['not by the police', 'belongs', {}, { roles: ['inquiry_officer'] }, 'APPROVAL.ROLE'],
    ['not by who took the complaint', 'belongs', {}, { subject: 'taker' }, 'APPROVAL.OWN_INTAKE'],
    ['not by who took what was added', 'belongs', {}, { subject: 'taker-of-addition' }, 'APPROVAL.OWN_INTAKE'],
    ['not of an account that nobody reported', 'belongs', { isKnown: undefined }, {}, 'HOLDER_PAPERS.NO_ACCOUNT'],
    ['not where another person reports', 'belongs', { holderReports: false }, {}, 'HOLDER_PAPERS.NOT_HOLDER'],
    ['not twice', 'belongs', { isKnown: true }, {}, 'HOLDER_PAPERS.KNOWN_ALREADY'],
    ['not beside another that waits', 'belongs', { isAsked: true }, {}, 'APPROVAL.ALREADY_OPEN'],
    ['not once the case is closed', 'belongs', { closedAt: NOW }, {}, 'CASE.CLOSED'],
    ['not once the complaint was withdrawn', 'belongs', { withdrawnAt: NOW }, {}, 'COMPLAINT.ALREADY_WITHDRAWN'],
    ['is taken back where it stands', 'taken_back', { isKnown: true }, {}, null],
    ['also where the reporter is the holder no more', 'taken_back', { isKnown: true, holderReports: false }, {}, null],
    ['is not taken back where nothing stands', 'taken_back', {}, {}, 'HOLDER_PAPERS.NOT_KNOWN'],
    ['nor by who took the complaint', 'taken_back', { isKnown: true }, { subject: 'taker' }, 'APPROVAL.OWN_INTAKE'],
  ])('%s', (_name, finding, file, actor, code) => {
    const may = mayProposePapers(finding, { ...FILE, ...file }, { ...OFFICER, ...actor }, TH, NOW);
    expect(may.ok ? null : may.code).toBe(code);
    if (may.ok) expect(may.value).toMatchObject({ rule: { ruleId: 'P-PAPERS' }, lapsesAt: hoursAfter(NOW, 24) });
  });

  const ASKED: RequestToDecide = {
    state: 'requested',
    requestedBy: 'first',
    lapsesAt: hoursAfter(NOW, 24),
    takenBy: FILE.takenBy,
  };
  it.each<[string, Partial<RequestToDecide>, Partial<Actor>, number, string | null]>([
    ['is confirmed by another officer', {}, {}, 0, null],
    ['until it lapses', {}, {}, 24, 'APPROVAL.EXPIRED'],
    ['not by who proposed it', { requestedBy: 'officer' }, {}, 0, 'APPROVAL.OWN_REQUEST'],
    ['not by who took the complaint', {}, { subject: 'taker' }, 0, 'APPROVAL.OWN_INTAKE'],
    ['not by who took what was added', {}, { subject: 'taker-of-addition' }, 0, 'APPROVAL.OWN_INTAKE'],
    ['not by who only takes calls', {}, { roles: ['hotline_operator'] }, 0, 'APPROVAL.ROLE'],
    ['not twice', { state: 'confirmed' }, {}, 0, 'APPROVAL.ALREADY_DECIDED'],
    ['not once it lapsed', { state: 'lapsed' }, {}, 0, 'APPROVAL.EXPIRED'],
  ])('%s', (_name, papers, actor, hours, code) => {
    const may = mayDecidePapers({ ...ASKED, ...papers }, { ...OFFICER, ...actor }, TH, hoursAfter(NOW, hours));
    expect(may.ok ? null : may.code).toBe(code);
  });

  it('is decided once', () => {
    expect(mayChangePapers('requested', 'lapsed')).toBe(true);
    expect(mayChangePapers('requested', 'requested')).toBe(false);
    expect(mayChangePapers('confirmed', 'refused')).toBe(false);
  });
});
