import { reportedReceiver } from '../../../src/domain/complaint/intake/reported-receiver.js';

const NOTHING = { account: null, promptPay: null, offRail: null };
const account = (institution: string) => ({ institution, accountNo: '9000000001' });
const promptPay = { kind: 'phone' as const, value: '0812345678' };

describe('the receiver of a reported transfer', () => {
  it.each([
    ['an account at an institution of the directory', { account: account('th-014') }, { account: account('th-014') }],
    ['a PromptPay id', { promptPay }, { promptPay }],
    ['money outside, at any other institution', { account: account('foreign-bank') }, { offRail: 'outside' }],
  ])('is %s', (_name, to, expected) => {
    expect(reportedReceiver(to, (institution) => institution === 'th-014')).toEqual({ ...NOTHING, ...expected });
  });
});
