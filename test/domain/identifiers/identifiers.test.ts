import * as fc from 'fast-check';
import { accountNoFault } from '../../../src/domain/identifiers/account-no.js';
import { BANK_CODES, findBank } from '../../../src/domain/identifiers/bank-codes.js';
import { formatCaseNo, isCaseNo } from '../../../src/domain/identifiers/case-no.js';
import { citizenIdCheckDigit, citizenIdFault } from '../../../src/domain/identifiers/citizen-id.js';
import { promptPayFault } from '../../../src/domain/identifiers/promptpay.js';

/** Returns every text that differs from `text` in exactly one digit at one of the places. */
function oneDigitOff(text: string, places: readonly number[]): string[] {
  return places.flatMap((place) =>
    [...'0123456789']
      .filter((digit) => digit !== text[place])
      .map((digit) => text.slice(0, place) + digit + text.slice(place + 1)),
  );
}

const twelveDigits = fc.stringMatching(/^[0-9]{12}$/);

describe('citizen id', () => {
  it.each(['1234567890121', '9123456789010', '9900000000014'])('accepts %s', (id) => {
    expect(citizenIdFault(id)).toBeNull();
  });

  it.each([
    ['1234567890122', 'check digit is wrong'],
    ['123456789012', 'must be 13 digits'],
    ['12345678901211', 'must be 13 digits'],
    ['123456789012x', 'must be 13 digits'],
    ['๑234567890121', 'must be 13 digits'],
    ['1234567890121\n', 'must be 13 digits'],
    ['', 'must be 13 digits'],
  ])('refuses %j: %s', (id, fault) => {
    expect(citizenIdFault(id)).toBe(fault);
  });

  it('always notices a wrong check digit, and notices another wrong digit as far as the scheme can', () => {
    // The third digit has weight 11, so it never counts modulo 11. Remainders 0 and 10 have the
    // same check digit, 1.
    const weighed = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    fc.assert(
      fc.property(twelveDigits, (first12) => {
        const checkDigit = citizenIdCheckDigit(first12);
        const id = `${first12}${checkDigit}`;
        expect(citizenIdFault(id)).toBeNull();
        expect(oneDigitOff(id, [12]).filter((wrong) => citizenIdFault(wrong) === null)).toEqual([]);
        const unnoticed = oneDigitOff(id, weighed).filter((wrong) => citizenIdFault(wrong) === null);
        expect(unnoticed.length === 0 || checkDigit === 1).toBe(true);
      }),
    );
  });
});

describe('account number', () => {
  it.each<[string, number[], string | null]>([
    ['1234567890', [10], null],
    ['123456789012', [12], null],
    ['123456789012', [10, 12], null],
    ['12345678901', [10, 12], 'must have 10 or 12 digits at this institution'],
    ['12345678901', [12, 10], 'must have 10 or 12 digits at this institution'],
    ['123-456-7890', [12], 'must be digits only'],
    ['', [], 'must be digits only'],
    ['1234567890', [], null],
    ['123456789012345', [], null],
    ['123456789', [], 'must have 10 to 15 digits'],
    ['1234567890123456', [], 'must have 10 to 15 digits'],
  ])('%j at an institution with lengths %j: %s', (accountNo, lengths, fault) => {
    expect(accountNoFault(accountNo, lengths)).toBe(fault);
  });
});

describe('PromptPay id', () => {
  it.each([
    ['phone', '0812345678', null],
    ['phone', '0066812345678', null],
    ['phone', '0212345678', 'must be a Thai mobile number'],
    ['phone', '66812345678', 'must be a Thai mobile number'],
    ['national_id', '9123456789010', null],
    ['national_id', '9123456789011', 'check digit is wrong'],
    ['ewallet', '123456789012345', null],
    ['ewallet', '12345678901234', 'must be 15 digits'],
  ] as const)('%s %s: %s', (kind, value, fault) => {
    expect(promptPayFault(kind, value)).toBe(fault);
  });
});

describe('bank codes', () => {
  it('are unique, and find their banks', () => {
    expect(findBank('014')?.short).toBe('SCB');
    expect(findBank('999')).toBeUndefined();
    expect(new Set(BANK_CODES.map((bank) => bank.code)).size).toBe(BANK_CODES.length);
    for (const bank of BANK_CODES) expect(bank.code).toMatch(/^[0-9]{3}$/);
  });
});

describe('case number', () => {
  it('carries the Buddhist-era year in Bangkok, a running number and a check digit', () => {
    const openedAt = new Date('2026-11-24T03:00:00Z');
    expect(formatCaseNo({ openedAt, sequence: 42 })).toMatch(/^RG2569-0000042-[0-9]$/);
    expect(formatCaseNo({ openedAt: new Date('2026-12-31T17:00:00Z'), sequence: 1 })).toMatch(/^RG2570-/);
    expect(formatCaseNo({ openedAt: new Date('2026-12-31T16:59:59Z'), sequence: 1 })).toMatch(/^RG2569-/);
  });

  it('uses the Luhn digit of ISO/IEC 7812-1', () => {
    // The well-known example: 7992739871 has the check digit 3. A leading 0 does not change it.
    expect(isCaseNo('RG0799-2739871-3')).toBe(true);
  });

  it('is recognised, but not when one digit was misheard', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (sequence) => {
        const caseNo = formatCaseNo({ openedAt: new Date('2026-11-24T03:00:00Z'), sequence });
        expect(isCaseNo(caseNo)).toBe(true);
        const digits = [...caseNo].flatMap((char, place) => (/[0-9]/.test(char) ? [place] : []));
        expect(oneDigitOff(caseNo, digits).filter(isCaseNo)).toEqual([]);
      }),
    );
  });

  it.each(['', 'RG2569-0000042', 'rg2569-0000042-1', ' RG0799-2739871-3', 'RG07992739871-3'])('refuses %j', (text) => {
    expect(isCaseNo(text)).toBe(false);
  });

  it.each([0, -1, 1.5, 10_000_000, Number.NaN])('cannot be made of the sequence %d', (sequence) => {
    expect(() => formatCaseNo({ openedAt: new Date(0), sequence })).toThrow(RangeError);
  });
});
