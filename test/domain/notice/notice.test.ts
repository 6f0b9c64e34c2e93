import {
  basisOfNotice,
  isSuspendedByReceiver,
  namesLaterDebit,
  officersTimeBegins,
  type NoticeKind,
  type NoticeOfTransfer,
  reachesReceiver,
  ruleOfNotice,
  timeOfNotice,
} from '../../../src/domain/notice/notice.js';
import type { StopReason } from '../../../src/domain/trail/next-hops.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

/** The giver, which received the transfer, suspends it itself. */
const SUSPENDED = { party: 'th-014', ownSuspension: { foundAt: hoursBefore(NOW, 1), until: hoursAfter(NOW, 5) } };

describe('a notice of suspicion', () => {
  it.each<[NoticeKind, string, string[]]>([
    ['suspicion.notice', 'BANK-6A', ['BANK-6A', 'SHARE-4']],
    ['officer.notice', 'OFF-6B', ['OFF-6B']],
  ])('%s suspends by %s and is given by %j', (kind, rule, basis) => {
    expect(ruleOfNotice(kind)).toBe(rule);
    expect(basisOfNotice(kind)).toEqual(basis);
  });

  it.each<[string, NoticeKind, number, number | null]>([
    ['that has just come', 'suspicion.notice', 0, 168],
    ['of an institution that came two days ago', 'suspicion.notice', 48, 120],
    ['of an officer that came two days ago', 'officer.notice', 48, 120],
    ['that came a moment less than seven days ago', 'suspicion.notice', 167.5, 0.5],
    ['that came seven days ago', 'suspicion.notice', 168, null],
    ['that came long ago', 'officer.notice', 400, null],
  ])(
    '%s (%s) lets an institution suspend for what is left of the officer’s time',
    (_name, kind, agoHours, leftHours) => {
      const notice = { kind, officerNotifiedAt: hoursBefore(NOW, agoHours) };
      expect(timeOfNotice(notice, TH, NOW)).toEqual(leftHours === null ? null : hoursAfter(NOW, leftHours));
    },
  );

  it.each<[string, NoticeKind, number, number]>([
    ['an officer who told the bank two days before the centre heard of it', 'officer.notice', 48, 48],
    ['an officer who tells the centre at once', 'officer.notice', 0, 0],
    ['an officer whose clock is ahead of the centre’s', 'officer.notice', -1, 0],
    ['an institution that found it two days ago, of which the officer hears now', 'suspicion.notice', 48, 0],
  ])('the officer’s time begins: %s', (_who, kind, foundAgoHours, beganAgoHours) => {
    expect(officersTimeBegins(kind, hoursBefore(NOW, foundAgoHours), NOW)).toEqual(hoursBefore(NOW, beganAgoHours));
  });

  it.each<[string, Partial<NoticeOfTransfer>, boolean]>([
    ["an officer's notice reaches the receiver", { kind: 'officer.notice', party: 'ccib' }, true],
    ["an institution's notice reaches another receiver", { party: 'th-004' }, true],
    ["an institution's notice orders nothing from the giver itself", { party: 'th-014' }, false],
    ['a later debit reaches its receiver', { isOnward: true }, true],
    ['a later debit that came back to the giver reaches the giver', { party: 'th-014', isOnward: true }, true],
    ['it reaches the giver whose suspension an order took over', { ...SUSPENDED, isHeld: true }, true],
    ['not where no order of ours took it over', SUSPENDED, false],
    ['nor when the debit was denied', { ...SUSPENDED, isHeld: true, isDebitDenied: true }, false],
    ['no notice reaches anyone when the debit was denied', { isDebitDenied: true }, false],
    [
      "an officer's notice reaches nobody when the debit was denied",
      { kind: 'officer.notice', party: 'ccib', isDebitDenied: true },
      false,
    ],
    ['a later debit reaches nobody when the debit was denied', { isOnward: true, isDebitDenied: true }, false],
  ])('%s', (_what, over, expected) => {
    const usual: NoticeOfTransfer = {
      kind: 'suspicion.notice',
      party: 'th-004',
      toInstitution: 'th-014',
      isOnward: false,
      isDebitDenied: false,
      ownSuspension: null,
      isHeld: false,
    };
    expect(reachesReceiver({ ...usual, ...over })).toBe(expected);
  });

  it.each<[NoticeKind, boolean, boolean]>([
    ['suspicion.notice', true, true],
    ['suspicion.notice', false, false],
    ['officer.notice', true, false],
    ['officer.notice', false, false],
  ])('%s, receiver suspends itself %j: leaves the money to that suspension %j', (kind, receiverSuspends, expected) => {
    expect(isSuspendedByReceiver(kind, receiverSuspends)).toBe(expected);
  });

  it.each<[StopReason | null, boolean]>([
    [null, true],
    ['already_followed', true],
    ['fully_reserved', true],
    ['below_minimum', false],
    ['too_old', false],
    ['too_deep', false],
    ['too_many_accounts', false],
    ['off_rails', false],
    ['merchant_shield', false],
    ['payroll_shield', false],
    ['returned_to_victim', false],
    ['no_power', false],
  ])('names a later debit with stop reason %j: %j', (stopReason, expected) => {
    expect(namesLaterDebit(stopReason)).toBe(expected);
  });
});
