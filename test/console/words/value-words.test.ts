import { PORTAL_CASE_TYPES, UNKNOWN_CASE_TYPE } from '../../../src/domain/complaint/words/portal-case-types.js';
import { NOT_ORDERED } from '../../../src/domain/complaint/intake/not-ordered.js';
import type { EvidenceState } from '../../../src/domain/evidence/evidence-state.js';
import { ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import type { AssignedRoute } from '../../../src/domain/judgement/rules/beyond-station.js';
import { AGENCIES } from '../../../src/domain/party.js';
import { DebitConfirmation } from '../../../src/wire/institution/calls/debit-question.js';
import * as caseWords from '../../../web/src/case/words.js';
import * as intakeWords from '../../../web/src/intake/call/words.js';
import * as noticeWords from '../../../web/src/notice/words.js';
import { en } from '../../../web/src/text/en.js';
import { th } from '../../../web/src/text/th.js';

/** The values of each type: one too many or too few does not compile. */
const ROUTES = { station: 0, ccib: 0, dsi: 0 } satisfies Record<AssignedRoute, 0>;
const QUESTIONS = { asked: 0, answered: 0, declined: 0, unknown: 0 } satisfies Record<EvidenceState, 0>;
/** Ways out of the rails that a bank may name, as its protocol lists them, and the centre's own. */
const RAILS = ['cash', 'card', 'crypto', 'abroad', 'other', 'outside'];
/** Hits of the agencies that know accounts, as their protocol lists them. */
const HITS = [
  ...['HR-03-1', 'HR-03-2', 'recorded', 'accepted', 'special_case'],
  ...['black', 'dark_grey', 'light_grey', 'dark_brown', 'light_brown', 'none'],
];
/** What a bank may answer about a debit, and why it denies it. */
const DEBIT_WORDS = [...DebitConfirmation.shape.result.options, ...DebitConfirmation.shape.reason.unwrap().options];
const SUSPECTED = ['technology_crime', 'predicate_offence', 'money_laundering'];

const notOrdered = Object.keys(NOT_ORDERED).map((code) => code.replace('SECTION7.', ''));

describe('a value that the API gives as a plain string', () => {
  it.each([
    [
      'the type of a case',
      [...PORTAL_CASE_TYPES, 'other', UNKNOWN_CASE_TYPE, 'suspicion.notice', 'officer.notice'],
      th.caseType,
      en.caseType,
    ],
    ['a role', ROLES, th.role, en.role],
    ['an agency', AGENCIES, th.agency, en.agency],
    ['a hit of an agency', HITS, th.hit, en.hit],
    ['the office of a case', Object.keys(ROUTES), caseWords.th.route, caseWords.en.route],
    ['the state of a question', Object.keys(QUESTIONS), caseWords.th.question, caseWords.en.question],
    ['a way out of the rails', RAILS, caseWords.th.rail, caseWords.en.rail],
    ['why no hold is ordered', notOrdered, intakeWords.th.intake.notOrdered, intakeWords.en.intake.notOrdered],
    ['what a bank says of a debit', DEBIT_WORDS, caseWords.th.evidence.said, caseWords.en.evidence.said],
    ['what a notice suspects', SUSPECTED, noticeWords.th.notice.suspected, noticeWords.en.notice.suspected],
  ])('has words on the page: %s', (_what, values, thai, english) => {
    const withoutWords = (words: object) => values.filter((value) => !(value in words));
    expect([withoutWords(thai), withoutWords(english)]).toEqual([[], []]);
  });
});
