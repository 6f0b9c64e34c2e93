import * as fc from 'fast-check';
import {
  type OrderProgress,
  type ReceiptFacts,
  type ReceiptOutcome,
  effectOfReceipt,
} from '../../../src/domain/hold/receipt-effect.js';
import { effectOfLapse, effectOfRelease } from '../../../src/domain/hold/end/release-effect.js';
import { ENDED_HOLD_STATES, type HoldFacts } from '../../../src/domain/hold/hold.js';
import { mayChangeHold } from '../../../src/domain/hold/hold-state.js';
import { holdFacts, truthfulRelease } from '../support.js';
import { propertyRuns } from '../../support/property-runs.js';

type Message =
  | { type: 'receipt'; receipt: ReceiptFacts }
  | { type: 'release' }
  | { type: 'lapse'; sequence: number }
  | { type: 'order_release' };

interface Recorded {
  hold: HoldFacts;
  progress: OrderProgress;
}

const REQUESTED = 100_000n;

/** What the transaction does with a message: applies the outcome to the row, or leaves it. */
function receive(record: Recorded, message: Message): Recorded {
  const { hold, progress } = record;
  switch (message.type) {
    case 'order_release':
      return mayChangeHold(hold.state, 'release_ordered')
        ? { hold: { ...hold, state: 'release_ordered' }, progress }
        : record;
    case 'release':
      return changed(record, effectOfRelease(hold, truthfulRelease(hold)), progress);
    case 'lapse':
      return changed(
        record,
        effectOfLapse(hold, {
          isOfHold: true,
          releasedSatang: hold.heldSatang,
          orders: [],
          endsAs: 'EXPIRED',
          isCurrentOrder: message.sequence === progress.currentSequence,
          at: hold.expiresAt,
          toleranceMs: 0,
        }),
        progress,
      );
    case 'receipt': {
      const { orderSequence, receiptSeq } = message.receipt;
      const next = { ...progress, appliedSequence: orderSequence, appliedReceiptSeq: receiptSeq };
      return changed(record, effectOfReceipt(hold, progress, message.receipt), next);
    }
  }
}

function changed(record: Recorded, outcome: ReceiptOutcome, progress: OrderProgress): Recorded {
  if (!outcome.apply) return record;
  const { state, heldSatang, reservedSatang } = outcome;
  return { hold: { ...record.hold, state, heldSatang, reservedSatang }, progress };
}

const anyReceipt = fc.record<ReceiptFacts>({
  orderSequence: fc.integer({ min: 1, max: 2 }),
  receiptSeq: fc.integer({ min: 1, max: 4 }),
  result: fc.constantFrom(
    'HELD_FULL',
    'HELD_PARTIAL',
    'NO_FUNDS',
    'ACCOUNT_CLOSED',
    'NOT_FOUND',
    'REFUSED_LEGAL',
    'PENDING',
  ),
  heldSatang: fc.oneof(fc.constant(0n), fc.constant(REQUESTED), fc.bigInt({ min: 0n, max: 120_000n })),
  attributedOnwardSatang: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 120_000n })),
});
const anyMessage = fc.oneof(
  { weight: 6, arbitrary: anyReceipt.map((receipt): Message => ({ type: 'receipt', receipt })) },
  { weight: 1, arbitrary: fc.constant<Message>({ type: 'release' }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }).map((sequence): Message => ({ type: 'lapse', sequence })) },
  { weight: 1, arbitrary: fc.constant<Message>({ type: 'order_release' }) },
);

function start(currentSequence: number): Recorded {
  return { hold: holdFacts(), progress: { currentSequence, appliedSequence: 0, appliedReceiptSeq: 0 } };
}

/**
 * An institution that answers honestly: some PENDING, then one final answer per order, repeated
 * under higher numbers.
 */
const honestAnswers = fc
  .record({
    orders: fc.integer({ min: 1, max: 2 }),
    heldSatang: fc.oneof(fc.constant(0n), fc.constant(REQUESTED), fc.bigInt({ min: 1n, max: REQUESTED - 1n })),
    pending: fc.integer({ min: 0, max: 2 }),
    repeats: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ orders, heldSatang, pending, repeats }) => {
    const result = heldSatang === 0n ? 'NO_FUNDS' : heldSatang === REQUESTED ? 'HELD_FULL' : 'HELD_PARTIAL';
    const receipts: ReceiptFacts[] = [];
    for (let orderSequence = 1; orderSequence <= orders; orderSequence += 1) {
      for (let receiptSeq = 1; receiptSeq <= pending + repeats; receiptSeq += 1) {
        receipts.push(
          receiptSeq <= pending
            ? { orderSequence, receiptSeq, result: 'PENDING', heldSatang: 0n, attributedOnwardSatang: 0n }
            : { orderSequence, receiptSeq, result, heldSatang, attributedOnwardSatang: REQUESTED - heldSatang },
        );
      }
    }
    return { orders, heldSatang, receipts };
  });

describe('any messages in any order', () => {
  it('a hold never holds or reserves more than was requested, and only listed transitions happen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3 }), fc.array(anyMessage, { maxLength: 30 }), (orders, messages) => {
        let record = start(orders);
        for (const message of messages) {
          const next = receive(record, message);
          expect(next.hold.heldSatang >= 0n && next.hold.heldSatang <= REQUESTED).toBe(true);
          expect(next.hold.reservedSatang >= 0n && next.hold.reservedSatang <= REQUESTED).toBe(true);
          if (next.hold.state !== record.hold.state) {
            expect(mayChangeHold(record.hold.state, next.hold.state)).toBe(true);
          }
          record = next;
        }
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  it('an ended hold is never revived, and a releasing one only ends', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 30 }), (messages) => {
        let record = start(2);
        for (const message of messages) {
          const before = record.hold;
          record = receive(record, message);
          if (ENDED_HOLD_STATES.includes(before.state)) expect(record.hold).toEqual(before);
          if (before.state === 'release_ordered') expect(['release_ordered', 'released']).toContain(record.hold.state);
        }
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  it('once the first answer is in, what is held never grows', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 30 }), (messages) => {
        let record = start(2);
        for (const message of messages) {
          const before = record.hold;
          record = receive(record, message);
          if (before.state === 'held' || before.state === 'partly_held') {
            expect(record.hold.heldSatang <= before.heldSatang).toBe(true);
          }
        }
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

describe('the answers of an honest institution', () => {
  it('reach the same end in any order and however often each arrives', () => {
    const delivery = honestAnswers.chain((answers) =>
      fc.record({
        answers: fc.constant(answers),
        shuffled: fc.shuffledSubarray([...answers.receipts, ...answers.receipts], {
          minLength: answers.receipts.length * 2,
          maxLength: answers.receipts.length * 2,
        }),
      }),
    );
    fc.assert(
      fc.property(delivery, ({ answers, shuffled }) => {
        const end = (receipts: readonly ReceiptFacts[]) =>
          receipts.reduce((record, receipt) => receive(record, { type: 'receipt', receipt }), start(answers.orders))
            .hold;
        const inOrder = end(answers.receipts);
        expect(end(shuffled)).toEqual(inOrder);
        expect(inOrder.heldSatang).toBe(answers.heldSatang);
        expect(inOrder.reservedSatang).toBe(answers.heldSatang);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('end in release when a release was ordered anywhere among them and acknowledged', () => {
    const delivery = honestAnswers.chain(({ orders, receipts }) =>
      fc.record({
        orders: fc.constant(orders),
        shuffled: fc.shuffledSubarray(receipts, { minLength: receipts.length }),
        place: fc.nat({ max: receipts.length }),
      }),
    );
    fc.assert(
      fc.property(delivery, ({ orders, shuffled, place }) => {
        const messages: Message[] = shuffled.map((receipt) => ({ type: 'receipt', receipt }));
        messages.splice(place, 0, { type: 'order_release' });
        const end = [...messages, { type: 'release' } as const, ...messages].reduce(receive, start(orders)).hold;
        expect(['released', 'no_funds']).toContain(end.state);
        expect([end.heldSatang, end.reservedSatang]).toEqual([0n, 0n]);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
