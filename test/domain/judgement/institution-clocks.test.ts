import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentItems } from '../../support/document-items.js';
import type { HoldDutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import type { Duty } from '../../../src/domain/judgement/duties/duty.js';
import type { NoticeFacts } from '../../../src/domain/judgement/facts.js';
import { numberParameter, ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { NOW, TH, hoursAfter } from '../support.js';
import { RECEIVED, duties, hold, met } from './duty-support.js';

/** When each thing happened, in hours after the report: no two at once, so that a start tells which. */
const at = (hours: number): Date => hoursAfter(RECEIVED, hours);
const [ASKED, ISSUED, FOUND, TOLD, PLACED, PART, DISCLOSED] = [0.5, 1, 1.5, 1.6, 2, 3, 3.5].map(at) as Seven;
const [RELEASED, RESULT, WITHDRAWN, DENIED, APPEAL, LISTED, EXPIRES] = [4, 5, 6, 6.5, 7, 8, 100].map(at) as Seven;
type Seven = [Date, Date, Date, Date, Date, Date, Date];
/** The seven days from the report, after which an inquiry officer's time is over (OFF-7D). */
const SEVEN_DAYS = at(168);

/** What the guide calls the start of a clock that begins then. */
const STARTS: readonly (readonly [readonly Date[], string])[] = [
  [[ISSUED], '`issuedAt`'],
  [[FOUND], 'when you found it'],
  [[TOLD], 'the order that tells you'],
  [[ASKED, ISSUED], 'the first order or question'],
  [[PLACED, PART, RELEASED], 'has your word that the money is held, changed or let go'],
  [[EXPIRES, SEVEN_DAYS], '`expiresAt`'],
  [[hoursAfter(FOUND, 168), hoursAfter(TOLD, 168)], 'seven days after you found it or were told'],
  [[RESULT], "the officer's result"],
  [[WITHDRAWN, DENIED], '`reviewOwedSince`'],
  [[APPEAL], 'the appeal'],
  [[LISTED], 'first sent the notice'],
  [[DISCLOSED], 'your answer with data'],
];

const orders = [{ issuedAt: ISSUED, answeredAt: null }];
const standing = { orders, placedAt: PLACED, expiresAt: EXPIRES };
const ENDS: Partial<HoldDutyFacts>[] = [
  {},
  { expiryRuleId: 'P-URG' },
  { expiryRuleId: 'P-3+7' },
  { expiresAt: SEVEN_DAYS },
  { kind: 'aoc_suspension' },
  { kind: 'break_glass' },
  { kind: 'whole_account' },
];
const CHANGED = {
  orders: [...orders, { issuedAt: PART, answeredAt: PART, part: { changedAt: PART, toldAt: null } }],
  releasedAt: RELEASED,
  endedAt: RELEASED,
};
const suspicion: NoticeFacts = {
  noticeId: 'N1',
  account: 'th-014:9000000002',
  institution: 'th-014',
  by: 'institution',
  notedAt: FOUND,
  result: null,
  resultAt: null,
  suspendedAt: PLACED,
  liftedAt: null,
};
const NOTICES: NoticeFacts[] = [
  suspicion,
  { ...suspicion, by: 'officer', notedAt: TOLD, account: 'th-014:9000000003' },
  { ...suspicion, result: 'unfounded', resultAt: RESULT },
];

/** Every duty that the code gives an institution, each from facts in which nobody did anything. */
function dutiesOfInstitutions(): Duty[] {
  const facts = {
    statementAt: ISSUED,
    holds: [...ENDS, CHANGED].map((each, index) => hold({ holdId: `H${index}`, ...standing, ...each })),
    debitQuestions: [{ institution: 'th-004', askedAt: ASKED, answeredAt: null }],
    disclosures: [{ party: 'th-014', disclosedAt: DISCLOSED, policeOrDsiToldAt: null, amloToldAt: null }],
    notices: NOTICES,
    listings: [{ listingId: 'L1', institution: 'th-006', notifiedAt: LISTED, answeredAt: null, delistedAt: null }],
    appeals: [
      {
        appealId: 'A1',
        holdKind: 'section7' as const,
        ownSuspicion: false,
        holdId: 'H0',
        institution: 'th-014',
        tier: 'centre' as const,
        since: APPEAL,
        answeredAt: APPEAL,
        letGoOrderedAt: APPEAL,
        letGoAt: null,
        holdEndedAt: null,
      },
    ],
  };
  const onSuspicion = hold({ ...standing, kind: 'section6', account: suspicion.account });
  const found = [
    ...duties(facts, [met('SHARE-4'), met('SHARE-4N')]),
    ...duties({ holds: [{ ...onSuspicion, complaintsWithdrawnAt: WITHDRAWN }], notices: [suspicion] }),
    ...duties({ holds: [{ ...onSuspicion, debitDeniedAt: DENIED }], notices: [suspicion] }),
  ];
  return found.filter(({ owedBy, startedAt }) => owedBy.startsWith('th-') && startedAt > RECEIVED);
}

interface Line {
  rules: RuleId[];
  due: string;
  starts: string;
  after: string;
}

/** Reads the list of the guide. */
function linesOfGuide(): Line[] {
  const text = readFileSync(path.join(__dirname, '../../../docs/protocol/duties.md'), 'utf8');
  return documentItems(text, '## The clocks').map(({ says }) => ({
    rules: [...(says['rows'] ?? '').matchAll(/`([^`]+)`/g)].map(([, id]) => id as RuleId),
    due: says['due'] ?? '',
    starts: says['the clock starts'] ?? '',
    after: says['afterwards'] ?? '',
  }));
}

/** Writes the time of a duty as the guide does. */
function dueInWords({ startedAt, dueAt, countedBy }: Duty): string {
  if (dueAt === null) return 'the section states no time';
  const ms = dueAt.getTime() - startedAt.getTime();
  const words = ms < HOUR_MS ? `${ms / MINUTE_MS} minutes` : ms === HOUR_MS ? '1 hour' : `${ms / HOUR_MS} hours`;
  return countedBy === 'at_once' ? `at once: ${words}` : words;
}

describe('the clocks of docs/protocol/duties.md', () => {
  const lines = linesOfGuide();
  const owed = dutiesOfInstitutions();
  const lineOf = (ruleId: RuleId) => lines.find(({ rules }) => rules.includes(ruleId));

  it('name every rule that gives an institution a duty, once, and no other', () => {
    const named = lines.flatMap(({ rules }) => rules);
    expect(named.toSorted()).toEqual([...new Set(owed.map(({ ruleId }) => ruleId))].sort());
  });

  it('say the time of each duty as the code counts it from its row', () => {
    for (const duty of owed) expect([duty.ruleId, lineOf(duty.ruleId)?.due]).toEqual([duty.ruleId, dueInWords(duty)]);
  });

  it('say the start of each duty as the code takes it', () => {
    for (const { ruleId, startedAt } of owed) {
      const starts = STARTS.filter(([instants]) => instants.some((each) => each.getTime() === startedAt.getTime()));
      const said = starts.filter(([, words]) => lineOf(ruleId)?.starts.includes(words) === true);
      expect([ruleId, startedAt.toISOString(), said.length]).toEqual([ruleId, startedAt.toISOString(), 1]);
    }
  });

  it('say by their rows when an unconfirmed report lapses, and when a promise to a holder is broken', () => {
    const urgent = ruleInForce(TH, 'P-URG', NOW).deadlineMs ?? 0;
    expect(lineOf('SHARE-4')?.after).toContain(`${urgent / MINUTE_MS} minutes (\`P-URG\`)`);
    expect(numberParameter(ruleInForce(TH, 'P-REL', NOW), 'breachWorkingDays')).toBe(1);
    expect(lineOf('P-REL')?.after).toContain('one working day');
  });
});
