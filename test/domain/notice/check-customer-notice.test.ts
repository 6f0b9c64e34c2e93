import { checkCustomerNotice, type CustomerNoticeToCheck } from '../../../src/domain/notice/check-customer-notice.js';
import { NOW, TH } from '../support.js';

const VICTIM = { institution: 'th-004', accountNo: '9000000001' };
const CONTEXT = {
  now: NOW,
  rulebook: TH,
  accountDigits: new Map<string, readonly number[]>([
    ['th-004', [10]],
    ['th-014', [10]],
  ]),
};
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();

function notice(changes: Partial<CustomerNoticeToCheck> = {}): CustomerNoticeToCheck {
  return {
    victimAccount: VICTIM,
    toldAt: hoursAgo(1),
    transfers: [
      {
        to: { account: { institution: 'th-014', accountNo: '9000000002' } },
        amountSatang: '100000',
        transferredAt: hoursAgo(80),
        reference: 'REF-1',
      },
    ],
    ...changes,
  };
}

describe('what a bank says that its customer told it', () => {
  it.each<[string, string, Partial<CustomerNoticeToCheck>, string[]]>([
    ['is taken from the bank of the debited account', 'th-004', {}, []],
    ['is not taken from the bank that received the money', 'th-014', {}, ['/victimAccount FIELD.NOT_YOURS']],
    ['is not taken from a bank that has no part in it', 'th-006', {}, ['/victimAccount FIELD.NOT_YOURS']],
    ['is taken while its 72 hours run', 'th-004', { toldAt: hoursAgo(71.9) }, []],
    ['is not taken once they are over', 'th-004', { toldAt: hoursAgo(72) }, ['/toldAt FIELD.OVER']],
    [
      'speaks of no transfer after it',
      'th-004',
      { toldAt: hoursAgo(81) },
      ['/toldAt FIELD.BEFORE_TRANSFER', '/toldAt FIELD.OVER'],
    ],
    ['was not told in the future', 'th-004', { toldAt: hoursAgo(-1) }, ['/toldAt FIELD.IN_FUTURE']],
  ])('%s', (_name, institution, changes, expected) => {
    const faults = checkCustomerNotice(notice(changes), institution, CONTEXT);
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });
});
