import {
  type TransferClaim,
  type TransferReport,
  compareReports,
  isSameClaim,
} from '../../../src/domain/trail/same-transfer.js';

const AT = new Date('2026-11-24T03:00:00Z');
const TOLERANCE_MS = 300_000;

function report(over: Partial<TransferReport> = {}): TransferReport {
  return {
    from: { institution: 'th-002', accountNo: '9000000001' },
    reference: 'REF-0001',
    to: { institution: 'th-014', accountNo: '9000000002' },
    amountSatang: 5_000_000n,
    at: AT,
    ...over,
  };
}

const promptPay = (value: string) => ({ promptPay: { kind: 'phone' as const, value } });

describe('two reports of a transfer', () => {
  it.each<[string, string, Partial<TransferReport>]>([
    ['same', 'with the same reference and facts', {}],
    ['same', 'whose times differ by days, because people misremember', { at: new Date(AT.getTime() + 86_400_000) }],
    ['same', 'one of which knows no receiver', { to: null }],
    ['same', 'one of which knows only a PromptPay id', { to: promptPay('0890000071') }],
    ['contradicts', 'of which one has another amount', { amountSatang: 5_000_001n }],
    ['contradicts', 'of which one has another receiver', { to: { institution: 'th-014', accountNo: '9000000003' } }],
    ['contradicts', 'of which one says that the money left the rails', { to: { offRail: 'cash' } }],
    [
      'contradicts',
      'of which one has another sending account',
      { from: { institution: 'th-002', accountNo: '9000000009' } },
    ],
    [
      'other',
      'of two institutions that use one reference',
      { from: { institution: 'th-004', accountNo: '9000000001' } },
    ],
    ['looks_alike', 'with two references and all else alike', { reference: 'REF-0002' }],
    [
      'looks_alike',
      'at the edge of the tolerance',
      { reference: 'REF-0002', at: new Date(AT.getTime() - TOLERANCE_MS) },
    ],
    ['other', 'beyond the tolerance', { reference: 'REF-0002', at: new Date(AT.getTime() + TOLERANCE_MS + 1) }],
    ['other', 'of two amounts', { reference: 'REF-0002', amountSatang: 1n }],
    ['other', 'of two receivers', { reference: 'REF-0002', to: { institution: 'th-004', accountNo: '9000000002' } }],
  ])('is %s: %s', (sameness, _name, over) => {
    expect(compareReports(report(), report(over), TOLERANCE_MS)).toBe(sameness);
    expect(compareReports(report(over), report(), TOLERANCE_MS)).toBe(sameness);
  });

  it('of money that left the rails agree when it left by the same way', () => {
    const gone = (offRail: string) => report({ to: { offRail } });
    expect(compareReports(gone('cash'), gone('cash'), TOLERANCE_MS)).toBe('same');
    expect(compareReports(gone('cash'), gone('card'), TOLERANCE_MS)).toBe('contradicts');
  });

  it('that know only PromptPay ids agree when the id is the same; an id never fits money that left the rails', () => {
    const paid = (value: string) => report({ to: promptPay(value) });
    expect(compareReports(paid('0890000071'), paid('0890000071'), TOLERANCE_MS)).toBe('same');
    expect(compareReports(paid('0890000071'), paid('0890000072'), TOLERANCE_MS)).toBe('contradicts');
    expect(compareReports(paid('0890000071'), report({ to: { offRail: 'cash' } }), TOLERANCE_MS)).toBe('contradicts');
  });
});

describe('a report of a reference that is in the database', () => {
  const to = { institution: 'th-014', accountNo: '9000000002' };
  const phone = { kind: 'phone' as const, value: '0890000071' };
  const claim: TransferClaim = {
    fromAccountNo: '9000000001',
    to,
    promptPay: null,
    offRail: null,
    amountSatang: 5_000_000n,
    transferredAt: AT,
  };
  const byPhone = { to: null, promptPay: phone };
  const outside = { to: null, offRail: 'outside' };
  const later = { transferredAt: new Date(AT.getTime() + 60_000) };

  it.each<[string, boolean, Partial<TransferClaim>, Partial<TransferClaim>]>([
    ['is the same claim when all is the same', true, {}, {}],
    ['is another when another account was debited', false, {}, { fromAccountNo: '9000000009' }],
    ['is another when the amount differs', false, {}, { amountSatang: 5_000_001n }],
    ['is another when the time differs', false, {}, later],
    ['is another when another account received', false, {}, { to: { ...to, accountNo: '9000000003' } }],
    ['is another when another institution received', false, {}, { to: { ...to, institution: 'th-004' } }],
    ['is another when it names a PromptPay id', false, {}, byPhone],
    ['is another when only the report names an account', false, byPhone, {}],
    ['is the same when both name one PromptPay id', true, byPhone, byPhone],
    [
      'is another when the PromptPay ids differ',
      false,
      byPhone,
      { to: null, promptPay: { ...phone, value: '0890000072' } },
    ],
    ['is the same when both name a receiver that takes no part', true, outside, outside],
    ['is another when only the report names one', false, {}, outside],
  ])('%s', (_name, expected, over, reported) => {
    expect(isSameClaim({ ...claim, ...over, isVouchedFor: false }, { ...claim, ...reported }, 'decides')).toBe(
      expected,
    );
  });

  it.each<[string, boolean, Partial<TransferClaim>, Partial<TransferClaim>]>([
    ['is the same whatever the time, because people misremember', true, {}, later],
    ['is the same when it names the account behind the PromptPay id', true, { promptPay: phone }, {}],
    [
      'is another when it names another account than the one behind it',
      false,
      { promptPay: phone },
      { to: { ...to, accountNo: '9000000003' } },
    ],
    ['is another when the amount differs', false, {}, { amountSatang: 5_000_001n }],
  ])('and is vouched for by its institution %s', (_name, expected, over, reported) => {
    expect(isSameClaim({ ...claim, ...over, isVouchedFor: true }, { ...claim, ...reported }, 'decides')).toBe(expected);
  });

  it.each<[string, boolean, Partial<TransferClaim>]>([
    ['is the same claim whatever the time', true, later],
    ['is another when the amount differs', false, { amountSatang: 5_000_001n }],
  ])('by a notice of suspicion %s', (_name, expected, reported) => {
    expect(isSameClaim({ ...claim, isVouchedFor: false }, { ...claim, ...reported }, 'may_differ')).toBe(expected);
  });
});
