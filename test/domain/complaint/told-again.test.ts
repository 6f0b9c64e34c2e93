import fc from 'fast-check';
import { missingOf, type ToldTransfer, wrongOf } from '../../../src/domain/complaint/intake/incomplete-transfer.js';
import { toldAgain, wholeTransfer } from '../../../src/domain/complaint/later/told-again.js';

const AT = '2026-11-28T02:44:00.000Z';
const to = (accountNo: string) => ({ account: { institution: 'th-004', accountNo } });
const WHOLE = { amountSatang: '18500000', between: { from: AT, until: AT }, reference: 'SYN-1', to: to('9040000902') };

describe('an incomplete transfer that is told again', () => {
  it.each<[string, ToldTransfer, ToldTransfer, ToldTransfer]>([
    [
      'has the account that is said now in place of the wrong one',
      { amountSatang: '500', asTold: { receiver: 'กสิกร 90400009', reference: 'ab' } },
      { to: to('9040000902') },
      { amountSatang: '500', to: to('9040000902'), asTold: { reference: 'ab' } },
    ],
    [
      'has no words left when the last of them is told again',
      { asTold: { amount: 'หมื่นกว่า' } },
      { amountSatang: '1200000' },
      { amountSatang: '1200000' },
    ],
    [
      'has the exact amount in place of the rough one',
      { aboutAmountSatang: '2000000' },
      { amountSatang: '1985000' },
      { amountSatang: '1985000' },
    ],
    [
      'has the rough time in place of the day',
      { between: { from: AT, until: '2026-11-28T17:00:00.000Z' } },
      { aboutTime: { at: AT, withinMinutes: 30 } },
      { aboutTime: { at: AT, withinMinutes: 30 } },
    ],
    [
      'is wrong again when what is said now cannot be right either',
      { to: to('9040000902') },
      { asTold: { receiver: 'ไม่ใช่ 902 แต่ 90' } },
      { asTold: { receiver: 'ไม่ใช่ 902 แต่ 90' } },
    ],
    ['stays as it was where nothing is said', WHOLE, {}, WHOLE],
  ])('%s', (_, before, now, told) => {
    expect(toldAgain(before, now)).toEqual(told);
  });

  const told = fc.record(
    {
      amountSatang: fc.constantFrom('100', '200'),
      between: fc.constant({ from: AT, until: AT }),
      reference: fc.constantFrom('R-1', 'R-2'),
      to: fc.constantFrom(to('9040000902'), to('9040000903')),
      asTold: fc.record(
        { amount: fc.constant('a'), time: fc.constant('t'), reference: fc.constant('r'), receiver: fc.constant('to') },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );

  it('says of each thing what was said last, and of nothing more than was ever said', () => {
    fc.assert(
      fc.property(told, told, (before, now) => {
        const after = toldAgain<ToldTransfer>(before, now);
        for (const gap of missingOf(after)) {
          expect(missingOf(now)).toContain(gap);
          if (wrongOf(now).includes(gap)) expect(wrongOf(after)).toContain(gap);
        }
        for (const gap of wrongOf(after)) expect([...wrongOf(before), ...wrongOf(now)]).toContain(gap);
        for (const key of ['amountSatang', 'reference', 'to'] as const)
          if (after[key] !== undefined) expect([before[key], now[key]]).toContainEqual(after[key]);
      }),
    );
  });

  it('is a report as soon as nothing is missing, and not before', () => {
    expect(wholeTransfer(WHOLE)).toEqual({
      to: WHOLE.to,
      amountSatang: '18500000',
      transferredAt: AT,
      reference: 'SYN-1',
    });
    fc.assert(fc.property(told, (each) => (wholeTransfer(each) !== undefined) === (missingOf(each).length === 0)));
  });
});
