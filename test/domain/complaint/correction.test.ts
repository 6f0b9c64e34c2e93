import {
  changesOrders,
  type ClaimToCorrect,
  type ComplaintToCorrect,
  type CorrectedTransfer,
  type CorrectionState,
  mayChangeCorrection,
  mayCorrect,
  mayDecideCorrection,
  refuseCorrection,
} from '../../../src/domain/complaint/later/correction.js';
import type { RequestToDecide } from '../../../src/domain/second-person/about-complaint.js';
import type { Actor, Role } from '../../../src/domain/freeze-request/freeze-request.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const actor = (subject: string, ...roles: Role[]): Actor => ({ subject, roles });
const ASKS = actor('asks', 'hotline_operator');
const CONFIRMS = actor('confirms', 'hotline_operator');
const EARLIER = hoursBefore(NOW, 1);

describe('a correction changes an order', () => {
  const CLAIM: ClaimToCorrect = { isHeld: true, isSameMoney: true, isSameAmount: true, givesOrder: true };

  it.each<[string, Partial<ClaimToCorrect>, boolean]>([
    ['not when the hold stands at the right account with the right amount', {}, false],
    ['when the amount of the hold is wrong', { isSameAmount: false }, true],
    ['when the hold stands at the wrong account', { isSameMoney: false }, true],
    [
      'when the hold at the wrong account ends, also where nothing new is ordered',
      { isSameMoney: false, givesOrder: false },
      true,
    ],
    ['when nothing is held, and the corrected report gives an order', { isHeld: false, isSameMoney: false }, true],
    ['when nothing is held at the right account, and an order follows', { isHeld: false }, true],
    [
      'not when nothing is held and nothing is ordered',
      { isHeld: false, isSameMoney: false, givesOrder: false },
      false,
    ],
  ])('%s', (_name, over, expected) => {
    expect(changesOrders({ ...CLAIM, ...over })).toBe(expected);
  });
});

describe('a report of a transfer is corrected', () => {
  const TRANSFER: CorrectedTransfer = { isReported: true, debit: 'asked', isSameClaim: false, isReferenceTaken: false };

  it.each<[string, Partial<CorrectedTransfer>, string | undefined]>([
    ['while the institution has not answered', {}, undefined],
    ['when the institution denied it', { debit: 'denied' }, undefined],
    ['when the institution says that a detail differs', { debit: 'disputed' }, undefined],
    ['not when the institution confirmed it', { debit: 'confirmed' }, 'CORRECTION.DEBIT_CONFIRMED'],
    ['not when the complaint did not report it', { isReported: false }, 'CORRECTION.NOT_REPORTED'],
    ['not when nothing differs', { isSameClaim: true }, 'CORRECTION.NOTHING_NEW'],
    ['not to the reference of another transfer', { isReferenceTaken: true }, 'COMPLAINT.REPORTED_ALREADY'],
  ])('%s', (_name, over, code) => {
    expect(refuseCorrection({ ...TRANSFER, ...over })?.code).toBe(code);
  });
});

describe('a person may correct', () => {
  const COMPLAINT: ComplaintToCorrect = { receivedAt: hoursBefore(NOW, 2), hasRecordedNumber: true, isAsked: false };

  it.each<[string, Partial<ComplaintToCorrect>, boolean, Date | null, Actor, string | null]>([
    ['what changes an order after a call back', {}, true, EARLIER, ASKS, null],
    ['what changes no order without a call', {}, false, null, ASKS, null],
    ['what changes no order where no number was recorded', { hasRecordedNumber: false }, false, null, ASKS, null],
    ['nothing that changes an order without a call', {}, true, null, ASKS, 'CORRECTION.CALL_BACK_NEEDED'],
    ['nothing by a call before the complaint', {}, true, hoursBefore(NOW, 3), ASKS, 'CORRECTION.CALL_BACK_TIME'],
    ['nothing by a call in the future', {}, false, hoursAfter(NOW, 1), ASKS, 'CORRECTION.CALL_BACK_TIME'],
    [
      'nothing where no number was recorded',
      { hasRecordedNumber: false },
      true,
      EARLIER,
      ASKS,
      'CORRECTION.NO_RECORDED_NUMBER',
    ],
    ['nothing while another correction waits', { isAsked: true }, true, EARLIER, ASKS, 'APPROVAL.ALREADY_OPEN'],
    ['nothing as a supervisor', {}, true, EARLIER, actor('supervisor', 'aoc_supervisor'), 'APPROVAL.ROLE'],
  ])('%s', (_name, over, changes, calledBackAt, by, code) => {
    const asked = mayCorrect({ ...COMPLAINT, ...over }, { changesOrders: changes, calledBackAt }, by, TH, NOW);
    expect(asked.ok ? null : asked.code).toBe(code);
  });

  it('for a day until a second person confirms, or at once', () => {
    const ask = (changes: boolean) =>
      mayCorrect(COMPLAINT, { changesOrders: changes, calledBackAt: EARLIER }, ASKS, TH, NOW);
    expect(ask(true)).toMatchObject({ ok: true, value: { lapsesAt: hoursAfter(NOW, 24) } });
    expect(ask(false)).toMatchObject({ ok: true, value: { lapsesAt: null } });
  });
});

describe('a correction is decided on', () => {
  const REQUEST: RequestToDecide = {
    state: 'requested',
    requestedBy: ASKS.subject,
    takenBy: ['intake', 'later'],
    lapsesAt: hoursAfter(NOW, 1),
  };

  it.each<[string, Partial<RequestToDecide>, Actor, string | null]>([
    ['by another person', {}, CONFIRMS, null],
    ['not by who asked', {}, ASKS, 'APPROVAL.OWN_REQUEST'],
    ['not by who took the complaint', {}, actor('intake', 'hotline_operator'), 'APPROVAL.OWN_INTAKE'],
    ['not by who took a later call', {}, actor('later', 'aoc_officer'), 'APPROVAL.OWN_INTAKE'],
    ['not by an inquiry officer', {}, actor('police', 'inquiry_officer'), 'APPROVAL.ROLE'],
    ['not when it lapses at this instant', { lapsesAt: NOW }, CONFIRMS, 'APPROVAL.EXPIRED'],
    ['not twice', { state: 'confirmed' }, CONFIRMS, 'APPROVAL.ALREADY_DECIDED'],
  ])('%s', (_name, over, by, code) => {
    const decided = mayDecideCorrection({ ...REQUEST, ...over }, by, TH, NOW);
    expect(decided.ok ? null : decided.code).toBe(code);
  });

  it.each<[CorrectionState, CorrectionState, boolean]>([
    ['requested', 'confirmed', true],
    ['requested', 'refused', true],
    ['requested', 'lapsed', true],
    ['requested', 'made', false],
    ['made', 'confirmed', false],
    ['lapsed', 'confirmed', false],
    ['confirmed', 'refused', false],
  ])('from %s to %s: %s', (from, to, may) => {
    expect(mayChangeCorrection(from, to)).toBe(may);
  });
});
