import fc from 'fast-check';
import {
  type CaseNow,
  sayNow,
  sayTransfer,
  standingOf,
  type TransferNow,
} from '../../../src/domain/complaint/words/say-now.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';

const TRANSFER: TransferNow = {
  amountSatang: 100_000n,
  heldSatang: 0n,
  debit: 'asked',
  holdStates: [],
  hasGoneOn: false,
  orderedSince: null,
  releasingSince: null,
};

describe('what became of a reported transfer', () => {
  it.each<[string, Partial<TransferNow>, ReturnType<typeof standingOf>]>([
    ['nothing is ordered and the bank is asked', {}, 'bank_asked'],
    ['nothing is ordered and the bank confirmed', { debit: 'confirmed' }, 'examined'],
    ['an order is out', { holdStates: ['ordered'] }, 'ordered'],
    ['an order nobody answered in time', { holdStates: ['unconfirmed'] }, 'ordered'],
    ['all is held', { heldSatang: 100_000n, holdStates: ['held'] }, 'held'],
    ['a part is held', { heldSatang: 1n, holdStates: ['partly_held'] }, 'partly_held'],
    ['how much is held is not told', { heldSatang: null, holdStates: ['partly_held'] }, 'held_untold'],
    ['it went on, and the next bank is asked', { holdStates: ['no_funds', 'ordered'], hasGoneOn: true }, 'ordered'],
    ['it went on', { holdStates: ['no_funds'], hasGoneOn: true }, 'gone_on'],
    ['nothing was there', { holdStates: ['no_funds'] }, 'no_funds'],
    ['it was refused', { holdStates: ['refused'] }, 'refused'],
    ['it was let go', { holdStates: ['released'] }, 'released'],
    ['its release is ordered, and the bank is silent', { holdStates: ['release_ordered'] }, 'releasing'],
    ['one of its holds is not let go yet', { holdStates: ['released', 'release_ordered'] }, 'releasing'],
    ['another authority has it', { holdStates: ['seized'] }, 'seized'],
    ['the bank denies it', { debit: 'denied', holdStates: ['released'] }, 'denied'],
    ['the bank knows other details', { debit: 'disputed', holdStates: ['ordered'] }, 'disputed'],
  ])('is told where %s', (_when, changes, standing) => {
    expect(standingOf({ ...TRANSFER, ...changes })).toBe(standing);
  });

  it('says no sum where it would tell what a bank found, alone or in the total', () => {
    const transfer = { ...TRANSFER, heldSatang: null, debit: 'disputed', holdStates: ['partly_held'] } as const;
    const whole = { caseNo: 'RG', isClosed: false, isWithdrawn: false, stolenSatang: 100_000n };
    const said = sayNow({
      ...whole,
      heldSatang: null,
      transfers: [transfer],
      incomplete: [],
      nextSteps: [],
      askAgain: [],
    });
    expect(said.en).toBe(
      'Your case number is RG.\nTransfer 1, 1,000.00 baht: money is suspended; how much can be told when your bank confirms that the account is yours; your bank has a transfer whose details differ, and a person compares them.',
    );
    expect(said.th.match(/[\d,]+\.\d\d/g)).toEqual(['1,000.00']);
  });

  it('says of a part what is held, and where the rest is', () => {
    const said = sayTransfer({
      ...TRANSFER,
      heldSatang: 30_000n,
      debit: 'confirmed',
      holdStates: ['partly_held', 'ordered'],
      hasGoneOn: true,
    });
    expect(said.en).toBe(
      '300.00 baht is suspended; of the other 700.00 baht, an order to suspend it is out, and the receiving bank has not answered yet',
    );
  });
});

const holdState = fc.constantFrom<HoldState>(
  'ordered',
  'unconfirmed',
  'held',
  'partly_held',
  'no_funds',
  'refused',
  'release_ordered',
  'released',
  'seized',
);
const transfer: fc.Arbitrary<TransferNow & { heldSatang: bigint }> = fc.record({
  amountSatang: fc.bigInt({ min: 1n, max: 10_000_000n }),
  heldSatang: fc.bigInt({ min: 0n, max: 10_000_000n }),
  debit: fc.constantFrom('asked', 'confirmed', 'denied', 'disputed', 'unknown'),
  holdStates: fc.array(holdState, { maxLength: 4 }),
  hasGoneOn: fc.boolean(),
  orderedSince: fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })),
  releasingSince: fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })),
});

describe('what is read out of a transfer', () => {
  it('never says that money is held where none is, nor that nothing is ordered where it is held or ordered', () => {
    fc.assert(
      fc.property(transfer, (made) => {
        const now = { ...made, heldSatang: made.heldSatang % (made.amountSatang + 1n) };
        const { th, en } = sayTransfer(now);
        expect([en.includes('is suspended'), th.includes('ระงับไว้แล้ว')]).toEqual(
          now.heldSatang > 0n ? [true, true] : [false, false],
        );
        if (now.heldSatang > 0n && now.holdStates.includes('ordered')) expect(en).not.toContain('no order');
        expect(en.includes('ordered on') && en.includes('has not answered')).toBe(now.releasingSince !== null);
        expect(en.includes('the order is of')).toBe(
          now.orderedSince !== null && en.includes('an order to suspend it is out'),
        );
        if (now.heldSatang === now.amountSatang) expect(en).not.toContain('the other');
        expect(en.includes('your bank is asked to confirm')).toBe(
          now.debit === 'asked' && (now.heldSatang > 0n || standingOf(now) === 'bank_asked'),
        );
      }),
    );
  });
});

describe('what is read out of a case', () => {
  const now = (changes: Partial<CaseNow>): CaseNow => ({
    caseNo: 'RG2569-0000007-4',
    isClosed: false,
    isWithdrawn: false,
    askAgain: [],
    heldSatang: 0n,
    stolenSatang: 100_000n,
    transfers: [TRANSFER],
    incomplete: [],
    nextSteps: [{ th: 'ไปให้ปากคำ', en: 'Give your statement.' }],
    ...changes,
  });

  it('is its number, each transfer, what is told of others, the sum and the next step', () => {
    const incomplete = [
      { no: 2, state: 'open', amountSatang: 50_000n, missing: ['reference', 'receiver'], wrong: [], search: 'asked' },
      { no: 3, state: 'completed', amountSatang: 70_000n, missing: ['time'], wrong: [], search: 'confirmed' },
    ] satisfies CaseNow['incomplete'];
    expect(sayNow(now({ incomplete })).en.split('\n')).toEqual([
      'Your case number is RG2569-0000007-4.',
      'Transfer 1, 1,000.00 baht: your bank is asked to confirm it, and no order is out yet.',
      'A transfer of 500.00 baht, as you told it: nothing is suspended yet. Please find the reference, the receiving account. Your bank is looking for it.',
      'Suspended at this moment: 0.00 of the 1,000.00 baht that are known well enough; what is not is not counted.',
      'Give your statement.',
    ]);
  });

  it('says the sum alone when nothing else was told', () => {
    expect(sayNow(now({})).en).toContain('Suspended at this moment: 0.00 of 1,000.00 baht.');
  });

  it('says of what was told roughly that it was, and asks again for what cannot be right', () => {
    const told = {
      no: 1,
      state: 'open' as const,
      amountSatang: null,
      aboutAmountSatang: '2000000',
      aboutTime: { at: '2026-11-30T12:00:00Z', withinMinutes: 30 },
      missing: ['amount', 'time', 'reference', 'receiver'] as const,
      wrong: ['receiver'] as const,
      search: 'asked' as const,
    };
    const { th, en } = sayNow(now({ transfers: [], incomplete: [told] }));
    expect(en.split('\n')[1]).toBe(
      'A transfer of about 20,000.00 baht, about 30 November 2026 19:00 (UTC+7), give or take 30 minutes, as you told it: nothing is suspended yet. What you told is not right or not whole; please tell again the receiving account. Please find the exact amount, the exact time, the reference. Your bank is looking for it.',
    );
    expect(th.split('\n')[1]).toContain('ประมาณ 20,000.00 บาท');
    expect(th.split('\n')[1]).toContain('โปรดแจ้งอีกครั้ง บัญชีผู้รับ');
  });

  it('of an ended case is its end alone', () => {
    expect(sayNow(now({ isWithdrawn: true })).en).toBe('Case RG2569-0000007-4 was withdrawn.');
    expect(sayNow(now({ isClosed: true })).en).toBe('Case RG2569-0000007-4 is closed.');
  });
});
