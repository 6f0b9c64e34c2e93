import type { HoldKind } from '../../../src/domain/hold/hold.js';
import {
  type ComplaintClock,
  complaintClock,
  doubtsAbout,
  isGivenTooLate,
  mayAskBeside,
  powerOnward,
  section7GivesOrders,
  type ComplaintWithClaim,
} from '../../../src/domain/hold/order/power-onward.js';
import { DAY_MS } from '../../../src/domain/time.js';
import { clockSince, hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const LAW = { rulebook: TH, now: NOW };
const FRESH = clockSince(hoursBefore(NOW, 1));
const OVER = clockSince(hoursBefore(NOW, 169));
/** The clock of a victim who told his own bank alone, 20 hours ago. */
const TOLD: ComplaintClock = { ...clockSince(hoursBefore(NOW, 20)), isReport: false };

describe('section 7 gives new orders for a stolen sum', () => {
  it.each<[string, ComplaintClock | null, boolean]>([
    ['not without a complaint that its holder upholds', null, false],
    ['in the hour after the complaint', FRESH, true],
    [
      'to the last millisecond of the seven days',
      { ...FRESH, receivedAt: new Date(NOW.getTime() - 7 * DAY_MS + 1) },
      true,
    ],
    ['not from the end of the seven days on', { ...FRESH, receivedAt: new Date(NOW.getTime() - 7 * DAY_MS) }, false],
    [
      'not once seven days are over since police received the complaint, although the report is fresh',
      { ...FRESH, statementAt: hoursBefore(NOW, 168) },
      false,
    ],
    ['within the 72 hours since the victim told his bank alone', { ...TOLD, receivedAt: hoursBefore(NOW, 71) }, true],
    ['not once they are over', { ...TOLD, receivedAt: hoursBefore(NOW, 72) }, false],
    [
      'again, once he complained',
      { ...TOLD, receivedAt: hoursBefore(NOW, 72), statementAt: hoursBefore(NOW, 1) },
      true,
    ],
    [
      'for the urgent time of a victim who may be the holder, after the seven days of another one',
      { ...OVER, doubtfulAt: new Date(NOW.getTime() - 59 * 60_000) },
      true,
    ],
    ['not once that time is over', { ...OVER, doubtfulAt: hoursBefore(NOW, 1) }, false],
    ['not later, although an inquiry officer accepted it since', { ...OVER, statementAt: hoursBefore(NOW, 1) }, false],
  ])('%s', (_name, clock, gives) => {
    expect(section7GivesOrders(clock, LAW)).toBe(gives);
  });
});

describe('an order of an inquiry officer, by what is known of the complaint now', () => {
  it.each<[string, Date, ComplaintClock | null, boolean]>([
    ['is in time within the seven days', hoursBefore(NOW, 2), OVER, false],
    ['is late from their end on', hoursBefore(NOW, 1), OVER, true],
    ['is late in the urgent time of a victim who may be the holder', NOW, { ...OVER, doubtfulAt: NOW }, true],
    ['is in time before the complaint that was noted', hoursBefore(NOW, 200), OVER, false],
    ['is not called late where nobody upholds a complaint', NOW, null, false],
  ])('%s', (_name, issuedAt, clock, expected) => {
    expect(isGivenTooLate({ issuedAt }, clock, TH)).toBe(expected);
  });
});

describe('the clock of section 7 for a transfer', () => {
  const PAID = hoursBefore(NOW, 120);
  const complaint = (over: Partial<ComplaintWithClaim>): ComplaintWithClaim => ({
    claim: 'this',
    isUpheld: true,
    victim: 'V1',
    receivedAt: hoursBefore(NOW, 10),
    victimReports: true,
    holderReports: true,
    toldBankAt: null,
    statementAt: null,
    statementNotedAt: null,
    holder: 'unknown',
    number: over.victim ?? 'V1',
    telephone: over.victim ?? 'V1',
    ...over,
  });
  const stated = (hours: number, notedHours = 1) => ({
    statementAt: hoursBefore(NOW, hours),
    statementNotedAt: hoursBefore(NOW, notedHours),
  });
  const FIRST = complaint({});
  const KNOWN = complaint({ holder: 'known' });
  const clock = (...complaints: ComplaintWithClaim[]) => complaintClock(complaints, { transferredAt: PAID, at: NOW });

  it.each<[string, ComplaintWithClaim[], ComplaintClock | null]>([
    ['is none without a complaint', [], null],
    [
      'is none where nobody who holds the account complained',
      [complaint({ holderReports: false, ...stated(5) })],
      null,
    ],
    ['runs from the report', [FIRST], clockSince(FIRST.receivedAt)],
    [
      'knows the instant at which an inquiry officer received the complaint, though the centre learned of it later',
      [complaint(stated(100))],
      clockSince(FIRST.receivedAt, hoursBefore(NOW, 100)),
    ],
    [
      'takes no complaint to the police from before the transfer',
      [complaint(stated(121))],
      clockSince(FIRST.receivedAt),
    ],
    [
      'takes none that the centre did not know of yet',
      [complaint({ statementAt: hoursBefore(NOW, 5), statementNotedAt: hoursAfter(NOW, 1) })],
      clockSince(FIRST.receivedAt),
    ],
    [
      'runs from the first of two reports of one victim, with either statement',
      [complaint({ receivedAt: hoursBefore(NOW, 3), ...stated(100) }), FIRST],
      clockSince(FIRST.receivedAt, hoursBefore(NOW, 100)),
    ],
    [
      'of another victim takes the officer’s act, and neither report nor statement',
      [complaint({ victim: 'V2', receivedAt: hoursBefore(NOW, 3), ...stated(100) }), FIRST],
      { ...clockSince(FIRST.receivedAt), officerActed: true, doubtfulAt: hoursBefore(NOW, 3) },
    ],
    [
      'takes nothing of a complaint of somebody who does not hold the account',
      [complaint({ victim: 'V2', holderReports: false, ...stated(100) }), FIRST],
      clockSince(FIRST.receivedAt),
    ],
    [
      'runs from an earlier report of another amount that the institution confirmed',
      [complaint({ claim: 'confirmed', victim: 'V2', receivedAt: hoursBefore(NOW, 90) }), FIRST],
      { ...clockSince(hoursBefore(NOW, 90)), doubtfulAt: FIRST.receivedAt },
    ],
    [
      'knows of the newest of several who may hold the account behind the first',
      [
        complaint({ victim: 'V2', receivedAt: hoursBefore(NOW, 90) }),
        FIRST,
        complaint({ victim: 'V3', receivedAt: hoursBefore(NOW, 20) }),
      ],
      { ...clockSince(hoursBefore(NOW, 90)), doubtfulAt: FIRST.receivedAt },
    ],
    [
      'knows of nobody who reported before from the same telephone without a number, or who withdrew',
      [
        complaint({ number: null, receivedAt: hoursBefore(NOW, 90) }),
        FIRST,
        complaint({ victim: 'V2', isUpheld: false, receivedAt: hoursBefore(NOW, 5) }),
      ],
      clockSince(hoursBefore(NOW, 90)),
    ],
    [
      'gives no time to one who names no number behind the first',
      [complaint({ victim: 'V2', receivedAt: hoursBefore(NOW, 90) }), { ...FIRST, number: null }],
      clockSince(hoursBefore(NOW, 90)),
    ],
    [
      'runs from what the victim said before in other words',
      [complaint({ claim: 'unconfirmed', receivedAt: hoursBefore(NOW, 90) }), FIRST],
      clockSince(hoursBefore(NOW, 90)),
    ],
    [
      'runs from a report that the same victim withdrew before reporting again',
      [complaint({ isUpheld: false, receivedAt: hoursBefore(NOW, 90) }), FIRST],
      clockSince(hoursBefore(NOW, 90)),
    ],
    [
      'takes nothing of what another victim withdrew',
      [complaint({ isUpheld: false, victim: 'V2', receivedAt: hoursBefore(NOW, 90), ...stated(80) }), FIRST],
      clockSince(FIRST.receivedAt),
    ],
    [
      'takes nothing of another victim, where this one is known as the holder',
      [complaint({ victim: 'V2', receivedAt: hoursBefore(NOW, 90) }), KNOWN],
      clockSince(FIRST.receivedAt),
    ],
    [
      'takes nothing of a report without a number from another telephone, where the victim is known as the holder',
      [complaint({ number: null, telephone: 'T2', receivedAt: hoursBefore(NOW, 90) }), KNOWN],
      clockSince(FIRST.receivedAt),
    ],
    [
      'runs from a report without a number from the telephone of who is known as the holder',
      [complaint({ number: null, receivedAt: hoursBefore(NOW, 90) }), KNOWN],
      clockSince(hoursBefore(NOW, 90)),
    ],
    [
      'runs from the first of two who are known as holders',
      [complaint({ victim: 'V2', holder: 'known', receivedAt: hoursBefore(NOW, 90) }), KNOWN],
      clockSince(hoursBefore(NOW, 90)),
    ],
    [
      'takes nothing of who is known not to hold the account, where nobody is known as the holder',
      [complaint({ victim: 'V2', holder: 'other', receivedAt: hoursBefore(NOW, 90) }), FIRST],
      clockSince(FIRST.receivedAt),
    ],
    [
      'runs from the report of who is known not to hold it, while nobody else upholds one',
      [complaint({ holder: 'other' }), complaint({ victim: 'V2', isUpheld: false, receivedAt: hoursBefore(NOW, 90) })],
      clockSince(FIRST.receivedAt),
    ],
    [
      'runs from another one’s report again, once who is known as the holder withdrew his',
      [complaint({ victim: 'V2', receivedAt: hoursBefore(NOW, 90) }), { ...KNOWN, isUpheld: false }],
      clockSince(hoursBefore(NOW, 90)),
    ],
    [
      'runs from what the holder told his bank, and from no other report, where he told nobody else',
      [
        complaint({ victim: 'V2', holder: 'other', receivedAt: hoursBefore(NOW, 90) }),
        complaint({
          victim: 'B',
          victimReports: false,
          receivedAt: hoursBefore(NOW, 20),
          toldBankAt: hoursBefore(NOW, 30),
        }),
      ],
      { ...clockSince(hoursBefore(NOW, 20)), isReport: false },
    ],
    [
      'runs from the notice of his bank, where he told nobody else, whenever he told it',
      [complaint({ victimReports: false, receivedAt: hoursBefore(NOW, 20), toldBankAt: hoursBefore(NOW, 30) })],
      TOLD,
    ],
    [
      'knows the complaint to an inquiry officer that follows what he told his bank',
      [
        complaint({
          victimReports: false,
          receivedAt: hoursBefore(NOW, 20),
          toldBankAt: hoursBefore(NOW, 30),
          ...stated(5),
        }),
      ],
      { ...TOLD, statementAt: hoursBefore(NOW, 5), officerActed: true },
    ],
    [
      'runs from the complaint, not from what he told his bank before',
      [complaint({ victimReports: false, receivedAt: hoursBefore(NOW, 20), toldBankAt: hoursBefore(NOW, 20) }), FIRST],
      clockSince(FIRST.receivedAt),
    ],
    [
      'runs from the complaint of one victim, not from what another one told his bank before',
      [
        complaint({
          victim: 'V2',
          victimReports: false,
          receivedAt: hoursBefore(NOW, 20),
          toldBankAt: hoursBefore(NOW, 20),
        }),
        FIRST,
      ],
      clockSince(FIRST.receivedAt),
    ],
    [
      'is that of his word to his bank, once the complaint is withdrawn and he tells the bank again',
      [
        complaint({ victimReports: false, receivedAt: hoursBefore(NOW, 20), toldBankAt: hoursBefore(NOW, 30) }),
        complaint({ isUpheld: false }),
      ],
      { ...TOLD, isLeftOfReports: true },
    ],
    [
      'is none once that is ended with the complaint',
      [
        complaint({
          isUpheld: false,
          victimReports: false,
          receivedAt: hoursBefore(NOW, 20),
          toldBankAt: hoursBefore(NOW, 30),
        }),
        complaint({ isUpheld: false }),
      ],
      null,
    ],
    ['is none once the only complaint is withdrawn', [complaint({ isUpheld: false })], null],
    [
      'is not taken from a victim by what somebody else says of the reference',
      [complaint({ claim: 'unconfirmed', victim: 'V2', receivedAt: hoursBefore(NOW, 90), ...stated(80) }), FIRST],
      clockSince(FIRST.receivedAt),
    ],
  ])('%s', (_name, complaints, expected) => {
    expect(clock(...complaints)).toEqual(expected);
    expect(clock(...[...complaints].reverse())).toEqual(expected);
  });
});

describe('the power that reaches the next institution', () => {
  it.each<[HoldKind, boolean, ComplaintClock | null, boolean, 'section6' | 'section7' | null]>([
    ['section6', true, null, false, 'section6'],
    ['section7', true, FRESH, true, 'section6'],
    ['aoc_suspension', true, null, false, 'section6'],
    ['section7', false, FRESH, false, 'section7'],
    ['continue_order', false, FRESH, false, 'section7'],
    ['section7', false, OVER, true, null],
    ['continue_order', false, null, false, null],
    ...(['section6', 'aoc_suspension', 'break_glass', 'whole_account'] as const).flatMap(
      (kind): [HoldKind, boolean, ComplaintClock | null, boolean, 'section7' | null][] => [
        [kind, false, FRESH, true, 'section7'],
        [kind, false, FRESH, false, null],
        [kind, false, OVER, true, null],
        [kind, false, null, true, null],
      ],
    ),
  ])('%s, on a notice: %s, complaint %j, asked beside: %s: %s', (kind, restsOnNotice, clock, isAsked, power) => {
    expect(powerOnward({ kind, restsOnNotice }, { clock, isAsked }, LAW)).toBe(power);
  });
});

describe('what a complaint gives at money that another power holds', () => {
  it.each<[string, ComplaintClock | null, boolean, Date | null, boolean]>([
    ['nothing without a complaint', null, true, null, false],
    ['section 7 once the debit is confirmed', clockSince(hoursBefore(NOW, 90)), true, null, true],
    ['section 7 in its urgent time', clockSince(hoursBefore(NOW, 0.9)), false, null, true],
    [
      'nothing after its urgent time, before the debit is confirmed',
      clockSince(hoursBefore(NOW, 1)),
      false,
      null,
      false,
    ],
    [
      'section 7 in an urgent time that began anew',
      clockSince(hoursBefore(NOW, 3)),
      false,
      hoursBefore(NOW, 0.5),
      true,
    ],
  ])('is %s', (_what, clock, debitConfirmed, urgentFrom, expected) => {
    expect(mayAskBeside({ clock, debitConfirmed, urgentFrom }, LAW)).toBe(expected);
  });
});

describe('a victim who may hold the account behind the complaint of another one', () => {
  const AT = { transferredAt: hoursBefore(NOW, 120), at: NOW };
  const by = (victim: string, hours: number, over: Partial<ComplaintWithClaim> = {}): ComplaintWithClaim => ({
    claim: 'this',
    isUpheld: true,
    victim,
    receivedAt: hoursBefore(NOW, hours),
    victimReports: true,
    holderReports: true,
    toldBankAt: null,
    statementAt: null,
    statementNotedAt: null,
    holder: 'unknown',
    number: victim,
    telephone: victim,
    ...over,
  });

  it.each<[string, ComplaintWithClaim[], string[]]>([
    ['is nobody where one reports', [by('V1', 9)], []],
    ['is the second of two', [by('V1', 9), by('V2', 3)], ['V2']],
    ['is one behind a report without a number', [by('V2', 9, { number: null, telephone: 'T' }), by('V2', 3)], ['V2']],
    ['is one who names no number', [by('V1', 9), by('V2', 3, { number: null })], ['V2']],
    ['is nobody where the first is known', [by('V1', 9, { holder: 'known' }), by('V2', 3)], []],
    ['is nobody where the second is known', [by('V1', 9), by('V2', 3, { holder: 'known' })], []],
    ['is nobody whom the institution denies', [by('V1', 9), by('V2', 3, { holder: 'other' })], []],
    ['is nobody behind one whom it denies', [by('V1', 9, { holder: 'other' }), by('V2', 3)], []],
    ['is nobody who withdrew', [by('V1', 9), by('V2', 3, { isUpheld: false })], []],
    ['is nobody who does not say that he holds it', [by('V1', 9), by('V2', 3, { holderReports: false })], []],
    ['is nobody who reported first', [by('V1', 9), by('V1', 3)], []],
    ['is also one whose bank reports it', [by('V1', 9), by('V2', 3, { toldBankAt: hoursBefore(NOW, 4) })], ['V2']],
  ])('%s', (_name, complaints, victims) => {
    expect(doubtsAbout(complaints, AT).map(({ telephone }) => telephone)).toEqual(victims);
  });
});
