import * as fc from 'fast-check';
import { attributeLaterDebits } from '../../simulator/banks/attribution.js';
import type { Hold } from '../../simulator/banks/hold-book.js';
import type { Credit, Debit } from '../../simulator/banks/ledger.js';
import { attributeInTimeOrder } from '../../src/domain/trail/attribution.js';
import { propertyRuns } from '../support/property-runs.js';

const NOON = Date.UTC(2026, 10, 24, 5);

function debitOf(minute: number, amount: bigint): Debit {
  return {
    accountNo: '9000000002',
    reference: `D${String(minute).padStart(2, '0')}`,
    amount,
    at: NOON + minute * 60_000,
    sequence: minute,
    channel: 'promptpay',
    to: { offRail: 'cash' },
  };
}

/** Returns another hold on the account, which attributes money to each debit that it names. */
function otherHold(explainedBy: ReadonlyMap<string, bigint>, over: Partial<Hold>): Hold {
  return {
    holdId: 'other',
    caseNo: 'RG',
    accountNo: '9000000002',
    transfer: { fromInstitution: 'th-004', reference: 'C0', amountSatang: '1', at: new Date(NOON).toISOString() },
    orderIds: ['order'],
    requested: 1n,
    asked: 1n,
    watched: false,
    reviewOwedSince: null,
    held: 0n,
    seized: 0n,
    state: 'empty',
    expiresAt: NOON + 86_400_000,
    placedAt: NOON,
    changedAt: NOON,
    isNamedOn: false,
    namedFor: [],
    explainedBy,
    ...over,
  };
}

const amount = fc.bigInt({ min: 1n, max: 900n });
const anyBooks = fc.record({
  creditMinute: fc.integer({ min: 0, max: 8 }),
  remaining: fc.bigInt({ min: 0n, max: 2_000n }),
  debits: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), amount, amount), {
    selector: ([minute]) => minute,
    maxLength: 8,
  }),
  other: fc.constantFrom<Partial<Hold>>(
    {},
    { state: 'active' },
    { state: 'released' },
    { expiresAt: NOON },
    { state: 'active', expiresAt: NOON },
  ),
});

describe('the bank of the demonstration', () => {
  it('attributes stolen money to later debits as the rule says, also what other holds left of them', () => {
    fc.assert(
      fc.property(anyBooks, ({ creditMinute, remaining, debits: rows, other }) => {
        const debits = rows.map(([minute, size]) => debitOf(minute, size));
        const credit: Credit = {
          accountNo: '9000000002',
          from: { institution: 'th-004', accountNo: '9000000001' },
          reference: 'C1',
          amount: 2_000n,
          at: NOON + creditMinute * 60_000,
          sequence: creditMinute - 0.5, // the credit is booked first
          channel: 'promptpay',
        };
        const taken = new Map(
          rows.map(([minute, size, part]) => [debitOf(minute, size).reference, part < size ? part : size]),
        );
        // A hold without money counts for ever; a hold of money counts until it expires.
        const isOver = other.state === 'active' && other.expiresAt !== undefined;
        const counts = other.state !== 'released' && !isOver;
        const attributions = attributeLaterDebits(credit, debits, remaining, [otherHold(taken, other)], NOON + 1);
        const ruled = attributeInTimeOrder(
          [{ creditId: 'C1', at: new Date(credit.at), unexplainedSatang: remaining }],
          debits.map((debit) => ({
            debitId: debit.reference,
            at: new Date(debit.at),
            amountSatang: debit.amount - (counts ? (taken.get(debit.reference) ?? 0n) : 0n),
          })),
        );
        expect(attributions.map(({ debit, attributed }) => [debit.reference, attributed])).toEqual(
          ruled.map(({ debitId, attributedSatang }) => [debitId, attributedSatang]),
        );
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
