import {
  type ComplaintToWithdraw,
  mayAskWithdrawal,
  mayChangeWithdrawal,
  mayDecideWithdrawal,
  type WithdrawalState,
} from '../../../src/domain/complaint/later/withdrawal.js';
import type { RequestToDecide } from '../../../src/domain/second-person/about-complaint.js';
import type { Actor, Role } from '../../../src/domain/freeze-request/freeze-request.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const actor = (subject: string, ...roles: Role[]): Actor => ({ subject, roles });
const ASKS = actor('asks', 'hotline_operator');
const CONFIRMS = actor('confirms', 'hotline_operator');
const EARLIER = hoursBefore(NOW, 1);

describe('a withdrawal may be asked for', () => {
  const COMPLAINT: ComplaintToWithdraw = {
    receivedAt: hoursBefore(NOW, 2),
    closedAt: null,
    withdrawnAt: null,
    hasRecordedNumber: true,
    isAsked: false,
    holdsForCustomer: false,
  };

  it.each<[string, Partial<ComplaintToWithdraw>, Date, Actor, string | null]>([
    ['after a call back', {}, EARLIER, ASKS, null],
    ['after a call back at this instant', {}, NOW, ASKS, null],
    ['after a call back at the instant of the complaint', {}, COMPLAINT.receivedAt, ASKS, null],
    ['by an officer of the centre', {}, EARLIER, actor('officer', 'aoc_officer'), null],
    ['not by a supervisor', {}, EARLIER, actor('supervisor', 'aoc_supervisor'), 'APPROVAL.ROLE'],
    ['not without a recorded number', { hasRecordedNumber: false }, EARLIER, ASKS, 'WITHDRAWAL.NO_RECORDED_NUMBER'],
    [
      'not while a bank’s customer may be another one',
      { holdsForCustomer: true },
      EARLIER,
      ASKS,
      'WITHDRAWAL.BANK_TOLD',
    ],
    ['not after a call in the future', {}, hoursAfter(NOW, 1), ASKS, 'WITHDRAWAL.CALL_BACK_TIME'],
    ['not after a call before the complaint', {}, hoursBefore(NOW, 3), ASKS, 'WITHDRAWAL.CALL_BACK_TIME'],
    ['not twice at once', { isAsked: true }, EARLIER, ASKS, 'APPROVAL.ALREADY_OPEN'],
    ['not again', { withdrawnAt: EARLIER }, EARLIER, ASKS, 'COMPLAINT.ALREADY_WITHDRAWN'],
    ['not in a closed case', { closedAt: EARLIER }, EARLIER, ASKS, 'CASE.CLOSED'],
  ])('%s', (_name, over, calledBackAt, by, code) => {
    const asked = mayAskWithdrawal({ ...COMPLAINT, ...over }, calledBackAt, by, TH, NOW);
    expect(asked.ok ? null : asked.code).toBe(code);
  });

  it('until the time of its row is over', () => {
    const asked = mayAskWithdrawal(COMPLAINT, EARLIER, ASKS, TH, NOW);
    expect(asked).toMatchObject({ ok: true, value: { role: 'hotline_operator', lapsesAt: hoursAfter(NOW, 24) } });
  });
});

describe('a withdrawal may be decided on', () => {
  const WAITING: RequestToDecide = {
    state: 'requested',
    requestedBy: ASKS.subject,
    takenBy: ['intake', 'later'],
    lapsesAt: hoursAfter(NOW, 1),
  };
  const intake = actor('intake', 'hotline_operator');
  const withIntake = TH.map((row: RuleRow) =>
    row.ruleId === 'P-WITHDRAW' ? { ...row, parameters: { ...row.parameters, intakeMayDecide: true } } : row,
  );

  it.each<[string, Partial<RequestToDecide>, Actor, readonly RuleRow[], string | null]>([
    ['by another person', {}, CONFIRMS, TH, null],
    ['by a supervisor', {}, actor('supervisor', 'aoc_supervisor'), TH, null],
    ['not by who asked', {}, ASKS, TH, 'APPROVAL.OWN_REQUEST'],
    ['not by who asked, in another role', {}, actor('asks', 'aoc_supervisor'), TH, 'APPROVAL.OWN_REQUEST'],
    ['not by who took the complaint', {}, intake, TH, 'APPROVAL.OWN_INTAKE'],
    ['not by who took a later call', {}, actor('later', 'aoc_officer'), TH, 'APPROVAL.OWN_INTAKE'],
    ['by who took the complaint where the row says so', {}, intake, withIntake, null],
    [
      'never by who asked and took the complaint',
      { requestedBy: 'intake' },
      intake,
      withIntake,
      'APPROVAL.OWN_REQUEST',
    ],
    ['not by an inquiry officer', {}, actor('inquiry', 'inquiry_officer'), TH, 'APPROVAL.ROLE'],
    ['not twice', { state: 'confirmed' }, CONFIRMS, TH, 'APPROVAL.ALREADY_DECIDED'],
    ['not after a refusal', { state: 'refused' }, CONFIRMS, TH, 'APPROVAL.ALREADY_DECIDED'],
    ['not when it lapsed', { state: 'lapsed' }, CONFIRMS, TH, 'APPROVAL.EXPIRED'],
    ['not at the instant at which it lapses', { lapsesAt: NOW }, CONFIRMS, TH, 'APPROVAL.EXPIRED'],
  ])('%s', (_name, over, by, rulebook, code) => {
    const decided = mayDecideWithdrawal({ ...WAITING, ...over }, by, rulebook, NOW);
    expect(decided.ok ? null : decided.code).toBe(code);
  });

  it('once: a decided one never moves again', () => {
    const states: WithdrawalState[] = ['requested', 'confirmed', 'refused', 'lapsed'];
    const moves = states.flatMap((from) =>
      states.filter((to) => mayChangeWithdrawal(from, to)).map((to) => [from, to]),
    );
    expect(moves).toEqual([
      ['requested', 'confirmed'],
      ['requested', 'refused'],
      ['requested', 'lapsed'],
    ]);
  });
});
