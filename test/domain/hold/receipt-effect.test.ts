import {
  type OrderOfHold,
  type OrderProgress,
  type ReceiptFacts,
  type ReceiptWords,
  applied,
  contradictsNumber,
  effectOfReceipt,
  isRaising,
  orderProgress,
  raisedTo,
} from '../../../src/domain/hold/receipt-effect.js';
import type { HoldFacts, HoldState } from '../../../src/domain/hold/hold.js';
import { line } from '../outcome-line.js';
import { holdFacts } from '../support.js';

const FIRST: OrderProgress = { currentSequence: 1, appliedSequence: 0, appliedReceiptSeq: 0 };
const EXTENDED: OrderProgress = { currentSequence: 2, appliedSequence: 1, appliedReceiptSeq: 1 };
/** A newer order was issued before the first one was answered. */
const UNANSWERED: OrderProgress = { currentSequence: 2, appliedSequence: 0, appliedReceiptSeq: 0 };
const HELD = holdFacts({ state: 'held', heldSatang: 100_000n, reservedSatang: 100_000n });
const PARTLY = holdFacts({ state: 'partly_held', heldSatang: 30_000n, reservedSatang: 30_000n });

const AMLO = { authority: 'amlo', satang: 100_000n } as const;

function receipt(over: Partial<ReceiptFacts>): ReceiptFacts {
  return { orderSequence: 1, receiptSeq: 1, result: 'HELD_FULL', heldSatang: 0n, attributedOnwardSatang: 0n, ...over };
}

describe('the first answer to a hold of 100,000 satang', () => {
  it.each<[Partial<ReceiptFacts>, string]>([
    [{ result: 'HELD_FULL', heldSatang: 100_000n }, 'held 100000/100000'],
    [{ result: 'HELD_PARTIAL', heldSatang: 30_000n }, 'partly_held 30000/30000'],
    [{ result: 'HELD_PARTIAL', heldSatang: 30_000n, attributedOnwardSatang: 70_000n }, 'partly_held 30000/30000'],
    [{ result: 'NO_FUNDS' }, 'no_funds 0/0 (NO_FUNDS)'],
    [{ result: 'NO_FUNDS', attributedOnwardSatang: 100_000n }, 'no_funds 0/0 (NO_FUNDS)'],
    [{ result: 'HELD_BEFORE' }, 'no_funds 0/0 (HELD_BEFORE)'],
    [{ result: 'HELD_BEFORE', heldSatang: 1n }, 'INCONSISTENT break'],
    [{ result: 'HELD_BEFORE', isTakenOver: true }, 'TAKES_OVER'],
    [{ result: 'HELD_PARTIAL', heldSatang: 30_000n, isTakenOver: true }, 'TAKES_OVER'],
    [{ result: 'PENDING', isTakenOver: true }, 'PENDING'],
    [{ result: 'ACCOUNT_CLOSED' }, 'no_funds 0/0 (ACCOUNT_CLOSED)'],
    [{ result: 'NOT_FOUND' }, 'no_funds 0/0 (NOT_FOUND)'],
    [{ result: 'REFUSED_LEGAL' }, 'refused 0/0 (REFUSED_LEGAL)'],
    [{ result: 'REFUSED_LEGAL', isUnexplained: true }, 'REFUSED_UNEXPLAINED break'],
    [{ result: 'REFUSED_LEGAL', heldUnder: AMLO }, 'seized 100000/100000 (HELD_UNDER_AMLO) break HELD_UNDER_AMLO'],
    [
      { result: 'REFUSED_LEGAL', heldUnder: { authority: 'court', satang: 30_000n }, attributedOnwardSatang: 70_000n },
      'seized 30000/30000 (HELD_UNDER_COURT) break HELD_UNDER_COURT',
    ],
    [
      { result: 'REFUSED_LEGAL', heldUnder: { authority: 'court', satang: 30_000n }, attributedOnwardSatang: 70_001n },
      'MORE_THAN_REQUESTED break',
    ],
    [{ result: 'REFUSED_LEGAL', heldUnder: { authority: 'police', satang: 100_001n } }, 'MORE_THAN_REQUESTED break'],
    [{ result: 'REFUSED_LEGAL', heldUnder: { authority: 'police', satang: 0n } }, 'INCONSISTENT break'],
    [{ result: 'REFUSED_LEGAL', heldSatang: 1n, heldUnder: { authority: 'other', satang: 1n } }, 'INCONSISTENT break'],
    [{ result: 'NO_FUNDS', heldUnder: AMLO }, 'INCONSISTENT break'],
    [
      { result: 'HELD_PARTIAL', heldSatang: 70_000n, heldUnder: { authority: 'amlo', satang: 30_000n } },
      'partly_held 70000/70000',
    ],
    [
      { result: 'HELD_PARTIAL', heldSatang: 70_000n, heldUnder: { authority: 'amlo', satang: 30_001n } },
      'MORE_THAN_REQUESTED break',
    ],
    [
      { result: 'HELD_PARTIAL', heldSatang: 70_000n, heldUnder: { authority: 'amlo', satang: 0n } },
      'INCONSISTENT break',
    ],
    [
      { result: 'HELD_FULL', heldSatang: 100_000n, heldUnder: { authority: 'amlo', satang: 1n } },
      'MORE_THAN_REQUESTED break',
    ],
    [{ result: 'PENDING' }, 'PENDING'],
    [{ result: 'HELD_FULL', heldSatang: 99_999n }, 'INCONSISTENT break'],
    [{ result: 'HELD_FULL', heldSatang: 100_001n }, 'MORE_THAN_REQUESTED break'],
    [{ result: 'HELD_PARTIAL', heldSatang: 100_000n }, 'INCONSISTENT break'],
    [{ result: 'HELD_PARTIAL', heldSatang: 0n }, 'INCONSISTENT break'],
    [{ result: 'HELD_PARTIAL', heldSatang: 30_000n, attributedOnwardSatang: 70_001n }, 'MORE_THAN_REQUESTED break'],
    [{ result: 'NO_FUNDS', heldSatang: 1n }, 'INCONSISTENT break'],
    [{ result: 'NO_FUNDS', attributedOnwardSatang: 100_001n }, 'MORE_THAN_REQUESTED break'],
    [{ result: 'REFUSED_LEGAL', heldSatang: 1n }, 'INCONSISTENT break'],
  ])('%j: %s', (over, expected) => {
    for (const state of ['ordered', 'unconfirmed'] as const) {
      expect(line(effectOfReceipt(holdFacts({ state }), FIRST, receipt(over)))).toBe(expected);
    }
  });

  it('may be for an extension that came before it; then the older order no longer counts', () => {
    const progress = { currentSequence: 2, appliedSequence: 0, appliedReceiptSeq: 0 };
    const newer = receipt({ orderSequence: 2, heldSatang: 100_000n });
    expect(line(effectOfReceipt(holdFacts(), progress, newer))).toBe('held 100000/100000');
    const older = receipt({ orderSequence: 1, receiptSeq: 9, heldSatang: 100_000n });
    const after = { currentSequence: 2, appliedSequence: 2, appliedReceiptSeq: 1 };
    expect(line(effectOfReceipt(HELD, after, older))).toBe('SUPERSEDED');
  });

  it('does not end the hold while a newer order waits for its answer', () => {
    const progress = { currentSequence: 2, appliedSequence: 0, appliedReceiptSeq: 0 };
    expect(line(effectOfReceipt(holdFacts(), progress, receipt({ result: 'NO_FUNDS' })))).toBe('SUPERSEDED');
    const newest = receipt({ orderSequence: 2, result: 'NO_FUNDS' });
    expect(line(effectOfReceipt(holdFacts(), progress, newest))).toBe('no_funds 0/0 (NO_FUNDS)');
  });

  it.each<[string, HoldFacts, OrderProgress, Partial<ReceiptFacts>, string]>([
    ['holds', holdFacts(), UNANSWERED, { heldSatang: 100_000n }, 'held 100000/100000 break INCONSISTENT'],
    ['finds nothing either', holdFacts(), UNANSWERED, { result: 'NO_FUNDS' }, 'SUPERSEDED'],
    [
      'says once more what is held',
      PARTLY,
      { currentSequence: 3, appliedSequence: 1, appliedReceiptSeq: 1 },
      { orderSequence: 2, result: 'HELD_PARTIAL', heldSatang: 30_000n },
      'partly_held 30000/30000 break INCONSISTENT',
    ],
    [
      'says that held money is gone',
      HELD,
      EXTENDED,
      { orderSequence: 2, result: 'NO_FUNDS' },
      'released 0/0 (NO_FUNDS) break HELD_MONEY_GONE',
    ],
  ])('calls a person where a later word came before, that nothing is held: it %s', (_what, hold, progress, of, end) => {
    expect(line(effectOfReceipt(hold, progress, receipt({ ...of, isOutdated: true })))).toBe(end);
  });
});

describe('a repeated or older receipt', () => {
  it('changes nothing', () => {
    const progress = { currentSequence: 1, appliedSequence: 1, appliedReceiptSeq: 4 };
    for (const receiptSeq of [1, 3, 4]) {
      const old = receipt({ receiptSeq, result: 'HELD_FULL', heldSatang: 100_000n });
      expect(line(effectOfReceipt(HELD, progress, old))).toBe('DUPLICATE');
      expect(line(effectOfReceipt(holdFacts({ state: 'release_ordered' }), progress, old))).toBe('DUPLICATE');
      expect(line(effectOfReceipt(holdFacts({ state: 'released' }), progress, old))).toBe('DUPLICATE');
    }
  });
});

describe('a receipt that says something else under a number that was used', () => {
  it.each<[HoldState, bigint, string]>([
    ['ordered', 100_000n, 'SAME_NUMBER break'],
    ['held', 60_000n, 'SAME_NUMBER break'],
    ['release_ordered', 0n, 'SAME_NUMBER break resend'],
    ['released', 100_000n, 'SAME_NUMBER break resend'],
    ['released', 0n, 'SAME_NUMBER break'],
    ['no_funds', 100_000n, 'SAME_NUMBER break'],
  ])('changes nothing of a hold that is %s and opens a break (%d satang): %s', (state, heldSatang, expected) => {
    const progress = { currentSequence: 1, appliedSequence: 1, appliedReceiptSeq: 1 };
    const other = receipt({ heldSatang, contradictsNumber: true });
    expect(line(effectOfReceipt(holdFacts({ state }), progress, other))).toBe(expected);
  });

  const debit = (over: object = {}) => ({
    transferRef: 'A',
    to: { account: { institution: 'th-002', accountNo: '9000000001' } },
    amountSatang: '700',
    attributedSatang: '700',
    at: '2026-11-24T03:00:00Z',
    channel: 'promptpay',
    ...over,
  });
  const second = debit({ transferRef: 'B' });
  const said = (over: Partial<ReceiptWords> = {}): ReceiptWords => ({
    result: 'HELD_PARTIAL',
    heldAmountSatang: '300',
    onward: [debit(), second],
    ...over,
  });

  it.each<[string, Partial<ReceiptWords>, boolean]>([
    ['the same', {}, false],
    ['the same debits in another order', { onward: [second, debit()] }, false],
    ['the same instant, written otherwise', { onward: [debit({ at: '2026-11-24T03:00:00.000Z' }), second] }, false],
    ['nothing yet', { result: 'PENDING', heldAmountSatang: '0', onward: [] }, false],
    ['another result', { result: 'HELD_FULL' }, true],
    ['a satang less', { heldAmountSatang: '299' }, true],
    ['a debit less', { onward: [debit()] }, true],
    ['another amount of a debit', { onward: [debit({ amountSatang: '701' }), second] }, true],
    ['another part of a debit', { onward: [debit({ attributedSatang: '699' }), second] }, true],
    ['another instant', { onward: [debit({ at: '2026-11-24T03:00:01Z' }), second] }, true],
    ['another receiver', { onward: [debit({ to: { offRail: 'cash' } }), second] }, true],
    [
      'a PromptPay id as receiver',
      { onward: [debit({ to: { promptPay: { kind: 'phone', value: '0890000072' } } }), second] },
      true,
    ],
  ])('contradicts it with %s: %s, %s', (_what, over, expected) => {
    expect(contradictsNumber(said(), said(over))).toBe(expected);
    expect(contradictsNumber(said(over), said())).toBe(expected);
  });
});

describe('an answer about money already held', () => {
  it.each<[string, HoldFacts, OrderProgress, Partial<ReceiptFacts>, string]>([
    ['extension, all of it', HELD, EXTENDED, { orderSequence: 2, heldSatang: 100_000n }, 'held 100000/100000'],
    [
      'extension of a part, all that was held',
      PARTLY,
      EXTENDED,
      { orderSequence: 2, result: 'HELD_FULL', heldSatang: 30_000n },
      'partly_held 30000/30000',
    ],
    [
      'extension of a part, called partial',
      PARTLY,
      EXTENDED,
      { orderSequence: 2, result: 'HELD_PARTIAL', heldSatang: 30_000n },
      'partly_held 30000/30000',
    ],
    [
      'extension, less than was held',
      HELD,
      EXTENDED,
      { orderSequence: 2, result: 'HELD_PARTIAL', heldSatang: 60_000n },
      'held 60000/60000 break HELD_MONEY_GONE',
    ],
    [
      'extension, more than was held',
      PARTLY,
      EXTENDED,
      { orderSequence: 2, result: 'HELD_PARTIAL', heldSatang: 30_001n },
      'MORE_THAN_REQUESTED break',
    ],
    [
      'extension, "full" but less than was held',
      PARTLY,
      EXTENDED,
      { orderSequence: 2, result: 'HELD_FULL', heldSatang: 20_000n },
      'INCONSISTENT break',
    ],
    [
      'extension, nothing but "partial"',
      HELD,
      EXTENDED,
      { orderSequence: 2, result: 'HELD_PARTIAL' },
      'INCONSISTENT break',
    ],
    [
      'extension, money gone',
      HELD,
      EXTENDED,
      { orderSequence: 2, result: 'NO_FUNDS' },
      'released 0/0 (NO_FUNDS) break HELD_MONEY_GONE',
    ],
    [
      'extension, account closed',
      PARTLY,
      EXTENDED,
      { orderSequence: 2, result: 'ACCOUNT_CLOSED' },
      'released 0/0 (ACCOUNT_CLOSED) break HELD_MONEY_GONE',
    ],
    [
      'extension, not found',
      HELD,
      EXTENDED,
      { orderSequence: 2, result: 'NOT_FOUND' },
      'released 0/0 (NOT_FOUND) break HELD_MONEY_GONE',
    ],
    [
      'extension, money gone, with the debit by which it went',
      HELD,
      EXTENDED,
      { orderSequence: 2, result: 'NO_FUNDS', attributedOnwardSatang: 100_000n },
      'released 0/0 (NO_FUNDS) break HELD_MONEY_GONE',
    ],
    [
      'extension, money gone and yet held',
      HELD,
      EXTENDED,
      { orderSequence: 2, result: 'NO_FUNDS', heldSatang: 1n },
      'INCONSISTENT break',
    ],
    ['extension refused', HELD, EXTENDED, { orderSequence: 2, result: 'REFUSED_LEGAL' }, 'INCONSISTENT break'],
    ['extension pending', HELD, EXTENDED, { orderSequence: 2, result: 'PENDING' }, 'PENDING'],
    ['correction to nothing', HELD, EXTENDED, { receiptSeq: 2, result: 'NO_FUNDS' }, 'INCONSISTENT break'],
    [
      'correction to less',
      HELD,
      EXTENDED,
      { receiptSeq: 2, result: 'HELD_PARTIAL', heldSatang: 60_000n },
      'held 60000/60000 break HELD_MONEY_GONE',
    ],
    [
      'correction to a satang less',
      HELD,
      EXTENDED,
      { receiptSeq: 2, result: 'HELD_PARTIAL', heldSatang: 99_999n },
      'held 99999/99999 break HELD_MONEY_GONE',
    ],
    [
      'correction to more',
      PARTLY,
      EXTENDED,
      { receiptSeq: 2, result: 'HELD_PARTIAL', heldSatang: 40_000n },
      'MORE_THAN_REQUESTED break',
    ],
  ])('%s', (_name, hold, progress, over, expected) => {
    expect(line(effectOfReceipt(hold, progress, receipt(over)))).toBe(expected);
  });
});

describe('an answer to an order for 40,000 of the 100,000 that are held', () => {
  it.each<[string, Partial<ReceiptFacts>, string]>([
    ['the rest was let go', { result: 'HELD_FULL', heldSatang: 40_000n }, 'held 40000/40000'],
    ['even less is left', { result: 'HELD_PARTIAL', heldSatang: 10_000n }, 'held 10000/10000 break HELD_MONEY_GONE'],
    ['nothing was let go', { result: 'HELD_FULL', heldSatang: 100_000n }, 'MORE_THAN_REQUESTED break'],
    ['too little was let go', { result: 'HELD_PARTIAL', heldSatang: 40_001n }, 'MORE_THAN_REQUESTED break'],
    ['full, and yet less', { result: 'HELD_FULL', heldSatang: 39_999n }, 'INCONSISTENT break'],
    ['it is all gone', { result: 'NO_FUNDS' }, 'released 0/0 (NO_FUNDS) break HELD_MONEY_GONE'],
  ])('%s', (_what, says, expected) => {
    const answer = receipt({ orderSequence: 2, orderedSatang: 40_000n, ...says });
    expect(line(effectOfReceipt(HELD, EXTENDED, answer))).toBe(expected);
  });
});

describe('an answer to an order that raises a hold of 30,000 to 50,000 by a later credit', () => {
  const RAISING = { ...PARTLY, reservedSatang: 50_000n };
  const raise = { orderSequence: 2, orderedSatang: 50_000n, raises: true };
  it.each<[string, Partial<ReceiptFacts>, string]>([
    ['all of it', { result: 'HELD_FULL', heldSatang: 50_000n }, 'partly_held 50000/50000'],
    ['a part of it', { result: 'HELD_PARTIAL', heldSatang: 30_001n }, 'partly_held 30001/30001'],
    ['nothing was left of the credit', { result: 'HELD_PARTIAL', heldSatang: 30_000n }, 'partly_held 30000/30000'],
    [
      'even less is held than before',
      { result: 'HELD_PARTIAL', heldSatang: 10_000n },
      'partly_held 10000/10000 break HELD_MONEY_GONE',
    ],
    ['more than the order asks for', { result: 'HELD_PARTIAL', heldSatang: 50_001n }, 'MORE_THAN_REQUESTED break'],
    ['full, and yet less', { result: 'HELD_FULL', heldSatang: 49_999n }, 'INCONSISTENT break'],
    ['the institution refuses it', { result: 'REFUSED_LEGAL' }, 'RAISE_REFUSED'],
    ['refused, and yet held', { result: 'REFUSED_LEGAL', heldSatang: 1n }, 'INCONSISTENT break'],
    ['the hold is gone', { result: 'NO_FUNDS' }, 'released 0/0 (NO_FUNDS) break HELD_MONEY_GONE'],
    ['not yet', { result: 'PENDING' }, 'PENDING'],
  ])('%s', (_what, says, expected) => {
    expect(line(effectOfReceipt(RAISING, EXTENDED, receipt({ ...raise, ...says })))).toBe(expected);
  });

  it('that brings the whole part makes it held', () => {
    const whole = { ...PARTLY, reservedSatang: 100_000n };
    const answer = receipt({ ...raise, orderedSatang: 100_000n, result: 'HELD_FULL', heldSatang: 100_000n });
    expect(line(effectOfReceipt(whole, EXTENDED, answer))).toBe('held 100000/100000');
  });

  it('contradicts itself when an earlier answer held the money', () => {
    const answered = { currentSequence: 2, appliedSequence: 2, appliedReceiptSeq: 1 };
    const refused = receipt({ ...raise, receiptSeq: 2, result: 'REFUSED_LEGAL' });
    expect(line(effectOfReceipt({ ...PARTLY, heldSatang: 50_000n, reservedSatang: 50_000n }, answered, refused))).toBe(
      'INCONSISTENT break',
    );
  });

  it('holds no more than before when its reservation was given back', () => {
    const late = receipt({ ...raise, result: 'HELD_FULL', heldSatang: 50_000n });
    expect(line(effectOfReceipt(PARTLY, EXTENDED, late))).toBe('MORE_THAN_REQUESTED break');
  });

  it('keeps its reservation while another order is answered', () => {
    const progress = { ...EXTENDED, currentSequence: 2, raisedToSatang: 50_000n };
    const correction = receipt({ receiptSeq: 2, result: 'HELD_PARTIAL', heldSatang: 20_000n });
    expect(line(effectOfReceipt(RAISING, progress, correction))).toBe('partly_held 20000/50000 break HELD_MONEY_GONE');
    // What it reserved is for its own answer: another order's brings no more than was held.
    const more = receipt({ receiptSeq: 2, result: 'HELD_PARTIAL', heldSatang: 30_001n, orderedSatang: 100_000n });
    expect(line(effectOfReceipt(RAISING, progress, more))).toBe('MORE_THAN_REQUESTED break');
  });
});

describe('money that is held already, and then by order of another authority', () => {
  const says = (over: Partial<ReceiptFacts>) => receipt({ receiptSeq: 2, result: 'REFUSED_LEGAL', ...over });

  it.each<[string, Partial<ReceiptFacts>, string]>([
    ['a correction says so', { heldUnder: AMLO }, 'seized 100000/100000 (HELD_UNDER_AMLO) break HELD_UNDER_AMLO'],
    ['of less than is held', { heldUnder: { authority: 'amlo', satang: 99_999n } }, 'INCONSISTENT break'],
    ['of more than is held', { heldUnder: { authority: 'amlo', satang: 100_001n } }, 'MORE_THAN_REQUESTED break'],
    ['and held by us too', { heldUnder: AMLO, heldSatang: 1n }, 'MORE_THAN_REQUESTED break'],
  ])('%s: %j', (_what, over, expected) => {
    expect(line(effectOfReceipt(HELD, { ...FIRST, appliedSequence: 1, appliedReceiptSeq: 1 }, says(over)))).toBe(
      expected,
    );
  });

  const KEPT: HoldFacts = {
    ...HELD,
    heldSatang: 70_000n,
    reservedSatang: 70_000n,
    seizedSatang: 30_000n,
    seizedBy: 'amlo',
  };
  const amlo = (satang: bigint) => ({ authority: 'amlo' as const, satang });
  const part = (heldSatang: bigint, over: Partial<ReceiptFacts> = {}) =>
    says({ result: 'HELD_PARTIAL', heldSatang, ...over });

  it.each<[string, HoldFacts, ReceiptFacts, string]>([
    [
      'a part of it, and the rest is held',
      HELD,
      part(70_000n, { heldUnder: amlo(30_000n) }),
      'held 70000/70000 and 30000 by amlo',
    ],
    [
      'a part of it, and more is gone',
      HELD,
      part(60_000n, { heldUnder: amlo(30_000n) }),
      'held 60000/60000 break HELD_MONEY_GONE and 30000 by amlo',
    ],
    ['a part of it, and nothing is less', HELD, part(100_000n, { heldUnder: amlo(1n) }), 'MORE_THAN_REQUESTED break'],
    [
      'the same part once more',
      KEPT,
      part(70_000n, { heldUnder: amlo(30_000n) }),
      'held 70000/70000 and 30000 by amlo',
    ],
    ['nothing more of that part', KEPT, part(70_000n), 'held 70000/70000'],
    ['a larger part', KEPT, part(50_000n, { heldUnder: amlo(50_000n) }), 'held 50000/50000 and 50000 by amlo'],
    [
      'a smaller part, which only a report of its end says',
      KEPT,
      part(70_000n, { heldUnder: amlo(29_999n) }),
      'INCONSISTENT break',
    ],
    [
      'a part of another authority beside',
      KEPT,
      part(60_000n, { heldUnder: { authority: 'court', satang: 10_000n } }),
      'INCONSISTENT break',
    ],
    ['that part taken back into our hold', KEPT, part(100_000n), 'MORE_THAN_REQUESTED break'],
    [
      'all of it',
      KEPT,
      says({ heldUnder: amlo(100_000n) }),
      'seized 100000/100000 (HELD_UNDER_AMLO) break HELD_UNDER_AMLO',
    ],
    ['all of it, in an amount that was never ours', KEPT, says({ heldUnder: amlo(70_000n) }), 'INCONSISTENT break'],
  ])('%s', (_what, hold, answer, expected) => {
    const outcome = effectOfReceipt(hold, { ...FIRST, appliedSequence: 1, appliedReceiptSeq: 1 }, answer);
    const seized = outcome.apply && outcome.seized !== undefined && outcome.seized.satang > 0n ? outcome.seized : null;
    expect(`${line(outcome)}${seized === null ? '' : ` and ${seized.satang} by ${seized.by}`}`).toBe(expected);
  });

  it('leaves what an order for less asks for beside what the authority took', () => {
    const less = { orderSequence: 2, orderedSatang: 50_000n, heldUnder: amlo(30_000n) };
    expect(line(effectOfReceipt(HELD, EXTENDED, says({ ...less, result: 'HELD_FULL', heldSatang: 50_000n })))).toBe(
      'held 50000/50000',
    );
  });

  it('is said in answer to an extension too; never once the release is ordered', () => {
    const extension = says({ orderSequence: 2, heldUnder: AMLO });
    expect(line(effectOfReceipt(HELD, EXTENDED, extension))).toBe(
      'seized 100000/100000 (HELD_UNDER_AMLO) break HELD_UNDER_AMLO',
    );
    const releasing = holdFacts({ state: 'release_ordered', heldSatang: 100_000n });
    expect(line(effectOfReceipt(releasing, EXTENDED, extension))).toBe('RELEASE_ORDERED resend');
  });

  it('does not end a hold by the answer to an order that asks for more: a person asks', () => {
    const raise = says({ orderSequence: 2, raises: true, heldUnder: { authority: 'amlo', satang: 30_000n } });
    expect(line(effectOfReceipt(PARTLY, EXTENDED, raise))).toBe('RAISE_REFUSED break');
  });

  it.each<[HoldState, string]>([
    ['refused', 'HOLD_ENDED break'],
    ['no_funds', 'HOLD_ENDED break'],
    ['released', 'HOLD_ENDED break'],
    ['seized', 'HOLD_ENDED'],
  ])('of a hold that is %s revives nothing, and a person hears of it: %s', (state, expected) => {
    expect(line(effectOfReceipt(holdFacts({ state }), FIRST, says({ heldUnder: AMLO })))).toBe(expected);
  });
});

describe('release dominates', () => {
  it('a receipt after the release order has no effect, and the release is sent again', () => {
    const releasing = holdFacts({ state: 'release_ordered', heldSatang: 0n });
    expect(line(effectOfReceipt(releasing, FIRST, receipt({ heldSatang: 100_000n })))).toBe('RELEASE_ORDERED resend');
    expect(line(effectOfReceipt(releasing, FIRST, receipt({ result: 'NO_FUNDS' })))).toBe('RELEASE_ORDERED resend');
    expect(line(effectOfReceipt(releasing, FIRST, receipt({ heldSatang: 100_001n })))).toBe(
      'RELEASE_ORDERED break resend',
    );
  });

  it.each<[HoldState, bigint, string]>([
    ['released', 100_000n, 'HOLD_ENDED resend'],
    ['released', 0n, 'HOLD_ENDED'],
    ['no_funds', 100_000n, 'HOLD_ENDED break'],
    ['no_funds', 0n, 'HOLD_ENDED'],
    ['refused', 100_000n, 'HOLD_ENDED break'],
    ['refused', 0n, 'HOLD_ENDED'],
    ['seized', 100_000n, 'HOLD_ENDED'],
  ])('a hold that is %s stays so when a receipt says %d is held: %s', (state, heldSatang, expected) => {
    const late = receipt({ receiptSeq: 7, result: heldSatang > 0n ? 'HELD_FULL' : 'NO_FUNDS', heldSatang });
    expect(line(effectOfReceipt(holdFacts({ state }), FIRST, late))).toBe(expected);
  });
});

describe('a receipt that goes on to name later debits of a hold that found nothing', () => {
  const progress: OrderProgress = { currentSequence: 1, appliedSequence: 1, appliedReceiptSeq: 1 };
  const more = { receiptSeq: 2, result: 'NO_FUNDS', attributedOnwardSatang: 50_000n, namesMore: true } as const;
  it.each<[string, Partial<ReceiptFacts>, HoldState, string]>([
    ['is followed, and the hold stays over', {}, 'no_funds', 'no_funds 0/0 (NO_FUNDS)'],
    ['is followed of a closed account', { result: 'ACCOUNT_CLOSED' }, 'no_funds', 'no_funds 0/0 (ACCOUNT_CLOSED)'],
    ['says nothing under a lower number', { receiptSeq: 1 }, 'no_funds', 'DUPLICATE'],
    ['is not followed where the money is not any more', { namesMore: false }, 'no_funds', 'HOLD_ENDED'],
    ['revives nothing', { result: 'HELD_FULL', heldSatang: 100_000n }, 'no_funds', 'HOLD_ENDED break'],
    ['names no more than was asked for', { attributedOnwardSatang: 100_001n }, 'no_funds', 'MORE_THAN_REQUESTED break'],
    ['is no word of another authority', { heldUnder: AMLO }, 'no_funds', 'HOLD_ENDED break'],
    ['is not followed of a hold that was let go', {}, 'released', 'HOLD_ENDED'],
    ['is not followed of one that was refused', {}, 'refused', 'HOLD_ENDED'],
    ['answers the order that was answered so', { orderSequence: 2 }, 'no_funds', 'HOLD_ENDED'],
  ])('%s', (_what, over, state, expected) => {
    const orders = { ...progress, currentSequence: 2 };
    expect(line(effectOfReceipt(holdFacts({ state }), orders, receipt({ ...more, ...over })))).toBe(expected);
  });
});

describe('a receipt that is later than the word that the hold was let go', () => {
  it.each<[bigint, string]>([
    [100_000n, 'HOLD_ENDED break resend'],
    [0n, 'HOLD_ENDED'],
  ])('and says that %d is held: %s', (heldSatang, expected) => {
    const late = receipt({ receiptSeq: 7, heldSatang, afterLetGo: true });
    expect(line(effectOfReceipt(holdFacts({ state: 'released' }), FIRST, late))).toBe(expected);
  });
});

describe('a message that would make a transition that the table does not allow', () => {
  it('is a bug of the caller', () => {
    expect(() => applied(holdFacts({ state: 'released' }), 'held', 1n, null)).toThrow('from released to held');
    expect(line(applied(holdFacts({ state: 'held' }), 'held', 1n, null))).toBe('held 1/1');
  });
});

describe('a receipt for an order that was never given', () => {
  it.each([0, 2])('is a bug of the caller (order %d)', (orderSequence) => {
    expect(() => effectOfReceipt(holdFacts(), FIRST, receipt({ orderSequence }))).toThrow('no order');
  });
});

describe('how far the orders of a hold have come', () => {
  const order = (sequence: number, over: Partial<OrderOfHold> = {}): OrderOfHold => ({
    sequence,
    requestedSatang: 100_000n,
    raiseRequestId: null,
    asksRest: false,
    receiptSeq: 0,
    refusedAt: null,
    ...over,
  });
  const raising = (sequence: number, requestedSatang: bigint, over: Partial<OrderOfHold> = {}) =>
    order(sequence, { requestedSatang, raiseRequestId: 'request', ...over });

  it.each<[string, OrderOfHold[], number, OrderProgress]>([
    [
      'without an answer',
      [order(1)],
      1,
      { currentSequence: 1, appliedSequence: 0, appliedReceiptSeq: 0, raisedToSatang: 0n },
    ],
    [
      'after the second answer to the first of two',
      [order(1, { receiptSeq: 2 }), order(2)],
      2,
      { currentSequence: 2, appliedSequence: 1, appliedReceiptSeq: 2, raisedToSatang: 0n },
    ],
    [
      'with catches under way after the answered one, of which the larger counts',
      [order(1, { receiptSeq: 1 }), raising(2, 40_000n), raising(3, 50_000n), raising(4, 45_000n)],
      1,
      { currentSequence: 4, appliedSequence: 1, appliedReceiptSeq: 1, raisedToSatang: 50_000n },
    ],
    [
      'with a catch that is itself answered',
      [order(1, { receiptSeq: 1 }), raising(2, 50_000n)],
      2,
      { currentSequence: 2, appliedSequence: 1, appliedReceiptSeq: 1, raisedToSatang: 0n },
    ],
  ])('%s', (_name, orders, answered, progress) => {
    const found = orders.find(({ sequence }) => sequence === answered);
    expect(found && orderProgress(orders, found)).toEqual(progress);
  });

  it('an order raises the hold by an approved catch until it is answered or refused', () => {
    const refusedAt = new Date('2026-11-24T03:00:00Z');
    const orders = [order(1), raising(2, 1n), raising(3, 2n, { receiptSeq: 1 }), raising(4, 3n, { refusedAt })];
    expect(orders.map(isRaising)).toEqual([false, true, false, false]);
    expect(raisedTo(orders)).toBe(1n);
    expect(raisedTo([])).toBe(0n);
  });
});
