import { type KnownOfSuspects, type Origin, subjectsOf } from '../../../src/domain/link/subject.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { newestRow } from '../support.js';

const ROW = newestRow('P-LINK');
const FROM: Origin = { source: 'complaint', id: 'C1' };
const VICTIM = { institution: 'th-004', accountNo: '9000000001' };
const MULE = { institution: 'th-014', accountNo: '9000000002' };

function subjects(known: Partial<KnownOfSuspects>, row: RuleRow = ROW) {
  return subjectsOf(
    {
      own: { accounts: [VICTIM], phones: ['0800000001'], persons: [{ citizenId: '9123456789010' }] },
      accounts: [],
      promptPays: [],
      contacts: [],
      persons: [],
      ...known,
    },
    row,
  );
}

const kindsAndValues = (known: Partial<KnownOfSuspects>, row?: RuleRow) =>
  subjects(known, row).map(({ kind, value }) => `${kind} ${value}`);

describe('what a case is compared by', () => {
  it('takes each identifier once, with the row that brought it first, and shows no more than its end', () => {
    const known = {
      accounts: [{ account: MULE, stop: null, from: FROM }],
      promptPays: [{ kind: 'phone' as const, value: '0066600000101', from: FROM }],
      contacts: [
        { kind: 'phone' as const, value: '060-000-0101', from: { source: 'supplement' as const, id: 'S1' } },
        { kind: 'line' as const, value: 'Gold88', from: FROM },
        { kind: 'url' as const, value: 'https://gold.example/join?x=1', from: FROM },
        { kind: 'device' as const, value: '356938035643809', from: FROM },
      ],
      persons: [{ citizenId: '9900000000014', from: FROM }],
    };
    expect(subjects(known)).toEqual([
      { kind: 'account', value: 'th-014:9000000002', masked: 'th-014:xxxxxx0002', from: FROM },
      { kind: 'phone', value: '+66600000101', masked: 'xxxxxxxx0101', from: FROM, receives: true },
      { kind: 'person', value: 'citizen:9900000000014', masked: 'xxxxxxxxx0014', from: FROM },
      { kind: 'line', value: 'gold88', masked: 'go…', from: FROM },
      { kind: 'url', value: 'gold.example/join', masked: 'gold.example/…', from: FROM },
      { kind: 'device', value: 'imei:35693803564380', masked: 'xxxxxxxxx4380', from: FROM },
    ]);
  });

  it('never takes an identifier of the victim or the reporter for a suspect’s', () => {
    expect(
      subjects({
        accounts: [{ account: VICTIM, stop: null, from: FROM }],
        contacts: [{ kind: 'phone', value: '+66 80 000 0001', from: FROM }],
        persons: [{ citizenId: '9123456789010', from: FROM }],
      }),
    ).toEqual([]);
  });

  it('takes no name for a person', () => {
    expect(subjects({ persons: [{ from: FROM }] })).toEqual([]);
  });

  it.each(['below_minimum', 'merchant_shield', 'payroll_shield', 'returned_to_victim'] as const)(
    'leaves out an account where the trail ended for %s',
    (stop) => {
      expect(subjects({ accounts: [{ account: MULE, stop, from: FROM }] })).toEqual([]);
    },
  );

  it.each(['too_deep', 'too_old', 'fully_reserved'] as const)('keeps an account where it ended for %s', (stop) => {
    expect(subjects({ accounts: [{ account: MULE, stop, from: FROM }] })).toHaveLength(1);
  });

  it('leaves out pooled accounts, public numbers and bare addresses of platforms', () => {
    const pooled = { ...ROW, parameters: { ...ROW.parameters, pooledAccounts: ['th-014:9000000002'] } };
    expect(kindsAndValues({ accounts: [{ account: MULE, stop: null, from: FROM }] }, pooled)).toEqual([]);
    const contact = (kind: 'phone' | 'url', value: string) => ({ kind, value, from: FROM });
    expect(
      kindsAndValues({
        contacts: [
          contact('phone', '1441'),
          contact('phone', '02-888-8888'),
          contact('url', 'https://www.facebook.com/'),
          contact('url', 'https://m.facebook.com/watch?v=1'),
          contact('url', 'https://www.facebook.com/gold.profit'),
          contact('url', 'https://notfacebook.com'),
        ],
      }),
    ).toEqual(['url facebook.com/gold.profit', 'url notfacebook.com']);
  });
});
