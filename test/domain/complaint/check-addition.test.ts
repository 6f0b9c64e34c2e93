import {
  type AdditionToCheck,
  type ComplaintProgress,
  refuseAddition,
} from '../../../src/domain/complaint/later/check-addition.js';
import { NOW, hoursAfter, hoursBefore } from '../support.js';

const EARLIER = hoursBefore(NOW, 1);
const SUPPLEMENT: AdditionToCheck = { kind: 'supplement' };
const PAID = hoursBefore(NOW, 2);
const statement = (complaintReceivedAt: Date): AdditionToCheck => ({
  kind: 'statement',
  complaintReceivedAt,
  firstTransferAt: PAID,
});

describe('a complaint', () => {
  it.each<[string, AdditionToCheck, Partial<ComplaintProgress>, string | undefined]>([
    ['takes a supplement', SUPPLEMENT, {}, undefined],
    ['takes the statement', statement(EARLIER), {}, undefined],
    ['takes a statement that the police received at this instant', statement(NOW), {}, undefined],
    ['takes no statement from the future', statement(hoursAfter(NOW, 1)), {}, 'STATEMENT.IN_FUTURE'],
    ['takes a statement of the instant of the first transfer', statement(PAID), {}, undefined],
    [
      'takes no statement from before the first transfer',
      statement(new Date(PAID.getTime() - 1)),
      {},
      'STATEMENT.BEFORE_TRANSFER',
    ],
    ['takes no supplement after withdrawal', SUPPLEMENT, { withdrawnAt: EARLIER }, 'COMPLAINT.ALREADY_WITHDRAWN'],
    [
      'takes no statement after withdrawal',
      statement(EARLIER),
      { withdrawnAt: EARLIER },
      'COMPLAINT.ALREADY_WITHDRAWN',
    ],
    ['takes nothing once its case is closed', SUPPLEMENT, { closedAt: EARLIER }, 'CASE.CLOSED'],
    ['names the closed case first', SUPPLEMENT, { closedAt: EARLIER, withdrawnAt: EARLIER }, 'CASE.CLOSED'],
  ])('%s', (_name, addition, progress, expected) => {
    const complaint = { closedAt: null, withdrawnAt: null, ...progress };
    expect(refuseAddition(complaint, addition, NOW)?.code).toBe(expected);
  });
});
