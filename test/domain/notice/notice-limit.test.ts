import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import {
  customerLimitReached,
  noticeLimitReached,
  noticeLocks,
  noticeWindowStart,
} from '../../../src/domain/notice/notice-limit.js';
import { hoursBefore, NOW, TH } from '../support.js';

const MULE = { institution: 'th-014', accountNo: '9000000002' };
const SHOP = { institution: 'th-006', accountNo: '9000000003' };
const law = { rulebook: TH, now: NOW };
const times = (count: number, account = MULE) => Array.from({ length: count }, () => account);

describe('an officer who gives notices of suspicion alone', () => {
  it.each<[string, { byPerson: number; atMule: number; named: number }, string | null]>([
    ['may name a first transfer', { byPerson: 0, atMule: 0, named: 1 }, null],
    ['may name the hundredth within a day', { byPerson: 99, atMule: 0, named: 1 }, null],
    ['may not name the hundred and first', { byPerson: 99, atMule: 0, named: 2 }, 'NOTICE.PERSON_LIMIT'],
    ['may name the twentieth at an account', { byPerson: 0, atMule: 15, named: 5 }, null],
    ['may not name another one there', { byPerson: 0, atMule: 15, named: 6 }, 'NOTICE.TARGET_LIMIT'],
  ])('%s', (_what, { byPerson, atMule, named }, code) => {
    const earlier = { byPerson, atAccounts: [{ account: MULE, transfers: atMule }] };
    expect(noticeLimitReached(times(named), earlier, law)?.code ?? null).toBe(code);
  });

  it('is not limited at an account by what was named at another', () => {
    const earlier = { byPerson: 0, atAccounts: [{ account: SHOP, transfers: 20 }] };
    expect(noticeLimitReached(times(20), earlier, law)).toBeNull();
    expect(noticeLimitReached([...times(1), ...times(1, SHOP)], earlier, law)?.code).toBe('NOTICE.TARGET_LIMIT');
  });

  it('is counted over a day, under locks of the person and of each account in one order', () => {
    expect(noticeWindowStart(TH, NOW)).toEqual(hoursBefore(NOW, 24));
    const locks = noticeLocks('officer-1', [SHOP, MULE, SHOP]);
    expect(locks).toHaveLength(3);
    expect(noticeLocks('officer-1', [MULE, SHOP])).toEqual(locks);
  });
});

describe('what customers told a bank', () => {
  const rule = { parameters: { maxOfCustomers: 5, maxPerTarget: 2 } } as unknown as RuleRow;
  const at = (accountNo: string) => ({ institution: 'th-014', accountNo });
  it.each([
    ['is taken below both caps', [at('1'), at('2')], 3, 1, null],
    ['is refused with one transfer more of the bank', [at('1'), at('2')], 4, 0, 'NOTICE.CUSTOMER_LIMIT'],
    ['is taken up to the cap at an account', [at('1')], 0, 1, null],
    ['is refused with one more at the account', [at('1')], 0, 2, 'NOTICE.CUSTOMER_LIMIT'],
    ['counts what one notice names twice', [at('1'), at('1')], 0, 1, 'NOTICE.CUSTOMER_LIMIT'],
  ])('%s', (_name, receivers, ofBank, before, code) => {
    const earlier = { ofBank, ofDebited: 0, atAccounts: [{ account: at('1'), transfers: before }] };
    expect(customerLimitReached(receivers, earlier, rule)?.code ?? null).toBe(code);
  });

  it('has no cap by a row from before it', () => {
    const old = { parameters: { maxPerTarget: 2 } } as unknown as RuleRow;
    expect(customerLimitReached([at('1')], { ofBank: 9_999, ofDebited: 9_999, atAccounts: [] }, old)).toBeNull();
  });

  it.each([
    ['up to the cap', 2, null],
    ['not beyond it', 3, 'NOTICE.CUSTOMER_LIMIT'],
  ])('is taken of one debited account %s, wherever the money went', (_name, ofDebited, code) => {
    const capped = { parameters: { ...rule.parameters, maxPerDebited: 4 } } as unknown as RuleRow;
    const found = customerLimitReached([at('1'), at('2')], { ofBank: 0, ofDebited, atAccounts: [] }, capped);
    expect(found?.code ?? null).toBe(code);
  });
});
