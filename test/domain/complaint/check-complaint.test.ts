import { type ComplaintToCheck, checkComplaint } from '../../../src/domain/complaint/intake/check-complaint.js';
import { bangkokDate } from '../../../src/domain/calendar/bangkok-day.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { NOW, TH, hoursAfter, hoursBefore } from '../support.js';

const ACCOUNT_DIGITS = new Map<string, readonly number[]>([
  ['th-002', [10]],
  ['th-014', [10]],
  ['th-030', [12]],
  ['wallet-x', []],
]);

type Transfer = ComplaintToCheck['transfers'][number];

function transfer(over: Partial<Transfer> = {}): Transfer {
  return {
    to: { account: { institution: 'th-014', accountNo: '9000000001' } },
    amountSatang: '5000000',
    transferredAt: hoursBefore(NOW, 1).toISOString(),
    reference: 'REF-0001',
    ...over,
  };
}

function complaint(over: Partial<ComplaintToCheck> = {}): ComplaintToCheck {
  return {
    victim: { citizenId: '9123456789010' },
    victimAccount: { institution: 'th-002', accountNo: '9000000009' },
    transfers: [transfer()],
    noticeGivenAt: NOW.toISOString(),
    ...over,
  };
}

const CONTEXT = { now: NOW, rulebook: TH, accountDigits: ACCOUNT_DIGITS };

function faultsOf(body: ComplaintToCheck): string[] {
  return checkComplaint(body, CONTEXT).map((fault) => `${fault.pointer} ${fault.code}`);
}

const DAY_HOURS = 24;

/** Returns the day in Bangkok of so many hours from now. */
function dayOf(hours: number): string {
  return bangkokDate(hoursAfter(NOW, hours));
}

describe('a complaint', () => {
  it('without fault is accepted', () => {
    expect(faultsOf(complaint())).toEqual([]);
  });

  it.each([
    ['7 days, as long as it may be', 7 * DAY_HOURS, []],
    ['longer than 7 days', 7 * DAY_HOURS + 0.001, ['/incompleteTransfers/0/between/until FIELD.RANGE']],
    ['ended before it began', -0.001, ['/incompleteTransfers/0/between/until FIELD.RANGE']],
  ])('tells within which time money left: %s', (_what, hours, faults) => {
    const from = hoursBefore(NOW, DAY_HOURS);
    const between = { from: from.toISOString(), until: hoursAfter(from, hours).toISOString() };
    expect(faultsOf(complaint({ transfers: [], incompleteTransfers: [{ between }] }))).toEqual(faults);
  });

  it('may leave the citizen id out (a foreigner has a passport)', () => {
    expect(faultsOf(complaint({ victim: {} }))).toEqual([]);
  });

  it.each([
    ['foreign-bank', '900000000123'],
    ['DEUTDEFF', 'DE89370400440532013000'],
    ['binance', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['metamask', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ])('may name a receiving institution that takes no part: %s', (institution, accountNo) => {
    const outside = transfer({ to: { account: { institution, accountNo } } });
    expect(faultsOf(complaint({ transfers: [outside] }))).toEqual([]);
  });

  it.each<[string, Partial<ComplaintToCheck>, string[]]>([
    ['a wrong check digit', { victim: { citizenId: '9123456789011' } }, ['/victim/citizenId FIELD.CHECK_DIGIT']],
    [
      'an unknown institution of the victim',
      { victimAccount: { institution: 'th-999', accountNo: '9000000009' } },
      ['/victimAccount/institution FIELD.UNKNOWN_INSTITUTION'],
    ],
    [
      "an account length that the victim's bank does not use",
      { victimAccount: { institution: 'th-002', accountNo: '900000000912' } },
      ['/victimAccount/accountNo FIELD.ACCOUNT_LENGTH'],
    ],
    [
      'a receiving account of impossible length',
      { transfers: [transfer({ to: { account: { institution: 'th-030', accountNo: '9000000001' } } })] },
      ['/transfers/0/to/account/accountNo FIELD.ACCOUNT_LENGTH'],
    ],
    [
      'letters in an account of an institution that takes part',
      { transfers: [transfer({ to: { account: { institution: 'th-014', accountNo: 'DE89370400440532013000' } } })] },
      ['/transfers/0/to/account/accountNo FIELD.ACCOUNT_LENGTH'],
    ],
    [
      'an IBAN abroad with a typing error, at a Thai bank by its BIC',
      { transfers: [transfer({ to: { account: { institution: 'KASITHBK', accountNo: 'DE89370400440532013001' } } })] },
      [
        '/transfers/0/to/account/institution FIELD.UNKNOWN_INSTITUTION',
        '/transfers/0/to/account/accountNo FIELD.CHECK_DIGIT',
      ],
    ],
    [
      "a transfer to the victim's own account",
      { transfers: [transfer({ to: { account: { institution: 'th-002', accountNo: '9000000009' } } })] },
      ['/transfers/0/to/account FIELD.SAME_ACCOUNT'],
    ],
    [
      'a PromptPay phone that is none',
      { transfers: [transfer({ to: { promptPay: { kind: 'phone', value: '0212345678' } } })] },
      ['/transfers/0/to/promptPay/value FIELD.PROMPTPAY'],
    ],
    [
      'a PromptPay citizen id with a wrong check digit',
      { transfers: [transfer({ to: { promptPay: { kind: 'national_id', value: '9123456789011' } } })] },
      ['/transfers/0/to/promptPay/value FIELD.CHECK_DIGIT'],
    ],
    [
      'an amount of zero',
      { transfers: [transfer({ amountSatang: '0' })] },
      ['/transfers/0/amountSatang FIELD.NOT_POSITIVE'],
    ],
    [
      'a transfer in the future',
      { transfers: [transfer({ transferredAt: hoursAfter(NOW, 1).toISOString() })] },
      ['/transfers/0/transferredAt FIELD.IN_FUTURE'],
    ],
    [
      'a transfer of eleven years ago',
      { transfers: [transfer({ transferredAt: hoursBefore(NOW, 11 * 365 * DAY_HOURS).toISOString() })] },
      ['/transfers/0/transferredAt FIELD.TOO_OLD'],
    ],
    ['a notice in the future', { noticeGivenAt: hoursAfter(NOW, 1).toISOString() }, ['/noticeGivenAt FIELD.IN_FUTURE']],
    [
      'a birth date in the Buddhist Era',
      { victim: { birthDate: '2527-07-02' } },
      ['/victim/birthDate FIELD.IN_FUTURE'],
    ],
    ['a birth date of tomorrow', { victim: { birthDate: dayOf(24) } }, ['/victim/birthDate FIELD.IN_FUTURE']],
    ['a birth date that nobody has', { victim: { birthDate: '1850-01-01' } }, ['/victim/birthDate FIELD.TOO_OLD']],
    [
      'a notice before its only transfer',
      { noticeGivenAt: new Date(hoursBefore(NOW, 1).getTime() - 120_001).toISOString() },
      ['/noticeGivenAt FIELD.BEFORE_TRANSFER'],
    ],
    [
      'a notice before its first transfer',
      {
        noticeGivenAt: hoursBefore(NOW, 5).toISOString(),
        transfers: [transfer(), transfer({ reference: 'REF-0002', transferredAt: hoursBefore(NOW, 4).toISOString() })],
      },
      ['/noticeGivenAt FIELD.BEFORE_TRANSFER'],
    ],
    [
      'the same reference twice',
      { transfers: [transfer(), transfer({ reference: 'REF-0002' }), transfer()] },
      ['/transfers/2/reference FIELD.DUPLICATE_REFERENCE'],
    ],
  ])('with %s names the field', (_name, over, faults) => {
    expect(faultsOf(complaint(over))).toEqual(faults);
  });

  it('names every fault at once, in the order of the fields', () => {
    const broken = complaint({
      victim: { citizenId: '9123456789011' },
      transfers: [transfer({ transferredAt: hoursAfter(NOW, 5).toISOString() }), transfer()],
    });
    expect(faultsOf(broken)).toEqual([
      '/victim/citizenId FIELD.CHECK_DIGIT',
      '/transfers/0/transferredAt FIELD.IN_FUTURE',
      '/transfers/1/reference FIELD.DUPLICATE_REFERENCE',
    ]);
  });

  it.each([
    ['a transfer', { transfers: [transfer({ transferredAt: '2569-11-24T09:00:00Z' })] }],
    ['a notice', { noticeGivenAt: '2569-11-24T09:00:00Z' }],
    ['a birth date', { victim: { birthDate: '2527-07-02' } }],
  ])('with %s in a year of the Buddhist Era says which year is wanted', (_name, over) => {
    const [found] = checkComplaint(complaint(over), CONTEXT);
    expect(found).toMatchObject({
      code: 'FIELD.IN_FUTURE',
      detail: 'lies in the future: write the year of the Common Era, 543 less than that of the Buddhist Era',
    });
  });

  it('speaks of no era where a time is only a little ahead', () => {
    const [found] = checkComplaint(complaint({ noticeGivenAt: hoursAfter(NOW, 1).toISOString() }), CONTEXT);
    expect(found).toMatchObject({ code: 'FIELD.IN_FUTURE', detail: 'lies in the future' });
  });

  it('may be two minutes ahead of the centre’s clock, but not a millisecond more', () => {
    const at = (ms: number) => [transfer({ transferredAt: new Date(NOW.getTime() + ms).toISOString() })];
    expect(faultsOf(complaint({ transfers: at(120_000) }))).toEqual([]);
    expect(faultsOf(complaint({ transfers: at(120_001) }))).toEqual(['/transfers/0/transferredAt FIELD.IN_FUTURE']);
  });

  it('may report a transfer of last year: it is accepted, only without an automatic order', () => {
    const transfers = [transfer({ transferredAt: hoursBefore(NOW, 300 * DAY_HOURS).toISOString() })];
    expect(faultsOf(complaint({ transfers }))).toEqual([]);
  });

  it('may be of someone born today, or 120 years ago', () => {
    expect(faultsOf(complaint({ victim: { birthDate: dayOf(0) } }))).toEqual([]);
    expect(faultsOf(complaint({ victim: { birthDate: `${Number(dayOf(0).slice(0, 4)) - 120}-06-30` } }))).toEqual([]);
  });

  it('may begin up to two minutes before the first transfer, by clocks that differ, and before a later one', () => {
    const noticeGivenAt = new Date(hoursBefore(NOW, 1).getTime() - 120_000).toISOString();
    expect(faultsOf(complaint({ noticeGivenAt }))).toEqual([]);
    const later = transfer({ reference: 'REF-0002', transferredAt: hoursBefore(NOW, 0.25).toISOString() });
    const between = hoursBefore(NOW, 0.5).toISOString();
    expect(faultsOf(complaint({ noticeGivenAt: between, transfers: [transfer(), later] }))).toEqual([]);
  });

  it('may go to a wallet whose account lengths are not known', () => {
    const to = { account: { institution: 'wallet-x', accountNo: '90000000000001' } };
    expect(faultsOf(complaint({ transfers: [transfer({ to })] }))).toEqual([]);
  });

  it('never repeats a personal value in a fault', () => {
    const body = complaint({ victim: { citizenId: '9123456789011' } });
    const faults = checkComplaint(body, { now: NOW, rulebook: TH, accountDigits: ACCOUNT_DIGITS });
    expect(JSON.stringify(faults)).not.toContain('9123456789011');
  });

  it('with a text that is not a time is a bug of the caller', () => {
    expect(() => faultsOf(complaint({ noticeGivenAt: 'yesterday' }))).toThrow('/noticeGivenAt is not a time');
  });

  it('can be checked as the wire schema returns it', () => {
    const parsed = ComplaintBody.parse({
      reporter: { name: 'ผู้แจ้ง ทดสอบ', phone: '0812345678', holdsVictimAccount: true },
      victim: { name: 'ผู้เสียหาย ทดสอบ', citizenId: '9123456789010', phone: '0812345678' },
      victimAccount: { institution: 'th-002', accountNo: '9000000009' },
      transfers: [transfer()],
      channel: 'phone',
      noticeGivenAt: NOW.toISOString(),
      caseType: 'job',
      narrative: 'ทดสอบ',
    });
    expect(faultsOf(parsed)).toEqual([]);
  });
});
