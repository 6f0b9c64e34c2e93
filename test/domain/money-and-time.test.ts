import { formatBaht, minSatang, sumSatang } from '../../src/domain/money.js';
import { accountKey } from '../../src/domain/party.js';
import { ok, refuse, unreachable } from '../../src/domain/result.js';
import { buddhistYear } from '../../src/domain/calendar/bangkok-day.js';
import { after, earlier, later } from '../../src/domain/time.js';
import { NOW, hoursAfter } from './support.js';

describe('money', () => {
  it.each<[bigint, string]>([
    [0n, '0.00'],
    [1n, '0.01'],
    [100n, '1.00'],
    [99_999n, '999.99'],
    [100_000n, '1,000.00'],
    [12_345_678n, '123,456.78'],
    [10_000_000_000_000n, '100,000,000,000.00'],
    [-12_345_678n, '-123,456.78'],
  ])('%d satang reads %s baht', (satang, text) => {
    expect(formatBaht(satang)).toBe(text);
  });

  it('adds up and compares without losing a satang', () => {
    expect(sumSatang([9_007_199_254_740_993n, 1n, 2n])).toBe(9_007_199_254_740_996n);
    expect(sumSatang([])).toBe(0n);
    expect([minSatang(1n, 2n), minSatang(2n, 1n), minSatang(3n, 3n)]).toEqual([1n, 1n, 3n]);
  });
});

describe('time', () => {
  it('changes the Buddhist year at midnight in Bangkok', () => {
    expect(buddhistYear(new Date('2026-12-31T16:59:59.999Z'))).toBe(2569);
    expect(buddhistYear(new Date('2026-12-31T17:00:00.000Z'))).toBe(2570);
  });

  it('adds milliseconds to an instant, and compares instants', () => {
    expect(after(NOW, 3_600_000)).toEqual(hoursAfter(NOW, 1));
    const soon = after(NOW, 1);
    expect([earlier(NOW, soon), earlier(soon, NOW)]).toEqual([NOW, NOW]);
    expect([later(NOW, soon), later(soon, NOW)]).toEqual([soon, soon]);
  });
});

describe('the small types of the domain', () => {
  it('tell an outcome from a refusal, key an account with its bank, and throw on a bug', () => {
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    expect(refuse('A.B', 'c')).toEqual({ ok: false, code: 'A.B', detail: 'c' });
    expect(accountKey({ institution: 'th-014', accountNo: '9000000001' })).toBe('th-014:9000000001');
    expect(() => unreachable('x' as never)).toThrow('unreachable: x');
  });
});
