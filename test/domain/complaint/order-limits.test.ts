import {
  identified,
  isReporterLimitReached,
  limitLocks,
  limitsSince,
  targetLimitReached,
  targetLocks,
} from '../../../src/domain/complaint/intake/order-limits.js';
import { NOW, hoursBefore, newestRow } from '../support.js';

const LIMITS = () => newestRow('P-LIMIT');
const ACCOUNT = { institution: 'th-014', accountNo: '9000000001' };

describe('the limits of orders whose debit nobody has confirmed (P-LIMIT)', () => {
  it.each([
    [0, 0, false],
    [2, 19, false],
    [3, 0, true],
    [4, 0, true],
    [0, 20, true],
  ])(
    'after %i complaints from a number and %i by a person the reporter is limited: %s',
    (byNumber, byPerson, limited) => {
      expect(isReporterLimitReached({ byNumber, byPerson }, LIMITS())).toBe(limited);
    },
  );

  it.each([
    [0, 0, null],
    [19, 19, null],
    [20, 0, 'SECTION7.ACCOUNT_LIMIT'],
    [0, 20, 'SECTION7.PERSON_LIMIT'],
    [21, 21, 'SECTION7.ACCOUNT_LIMIT'],
  ])('after %i orders at an account and %i at a person the next one waits by %s', (atAccount, atPerson, code) => {
    expect(targetLimitReached({ atAccount, atPerson }, LIMITS())).toBe(code);
  });

  it('count the last 24 hours', () => {
    expect(limitsSince(LIMITS(), NOW)).toEqual(hoursBefore(NOW, 24));
  });

  it('are counted under one lock for each number, reporter, account and suspect, always in one order', () => {
    const subjects = {
      phone: '0812345678',
      victimNumber: '9123456789010',
      victimAccount: { institution: 'th-004', accountNo: '9000000009' },
      accounts: [ACCOUNT, { ...ACCOUNT, institution: 'th-002' }, ACCOUNT],
      persons: [{ citizenId: '9900000000014' }],
    };
    expect(limitLocks(subjects)).toEqual([
      'account th-002:9000000001',
      'account th-014:9000000001',
      'debited th-004:9000000009',
      'number +66812345678',
      'person {"citizenId":"9900000000014"}',
      'reporter 9123456789010',
    ]);
    expect(limitLocks({ ...subjects, phone: '+66812345678' })).toEqual(limitLocks(subjects));
    const unnamed = limitLocks({ ...subjects, victimNumber: null });
    expect(unnamed).toEqual(limitLocks(subjects).filter((name) => !name.startsWith('reporter ')));
    expect(targetLocks(subjects)).toEqual(limitLocks(subjects).filter((name) => /^(account|person) /.test(name)));
  });

  it('count a suspect by an official number only, never by a name', () => {
    const passport = { number: 'AA1234567', issuedBy: 'THA' };
    expect(identified([{ citizenId: '9900000000014' }, { passport }, {}])).toEqual([
      { citizenId: '9900000000014' },
      { passport },
    ]);
  });
});
