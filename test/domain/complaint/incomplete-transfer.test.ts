import { searchesLeft } from '../../../src/domain/complaint/intake/order-limits.js';
import {
  effectOfFind,
  maySearch,
  mayShowFound,
  missingOf,
  refuseToAdopt,
  refuseToSettle,
  type SearchEffect,
  type SearchOnRecord,
  type ToldTransfer,
} from '../../../src/domain/complaint/intake/incomplete-transfer.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';

const MULE = { institution: 'th-014', accountNo: '9000000002' };
const OTHER = { institution: 'th-014', accountNo: '9000000003' };
const FOUND = { reference: 'FOUND-1', amountSatang: '2000000', at: '2026-11-24T08:05:00Z', to: MULE };
/** My bank, about 3 pm, 20,000 baht, to somebody. */
const TOLD: ToldTransfer = {
  amountSatang: '2000000',
  between: { from: '2026-11-24T07:30:00Z', until: '2026-11-24T08:30:00Z' },
};

describe('a transfer that a victim does not know well enough', () => {
  it.each<[string, ToldTransfer, boolean]>([
    ['an amount and a time', TOLD, true],
    ['a reference', { reference: 'FOUND-1' }, false],
    ['a reference and an amount', { reference: 'FOUND-1', amountSatang: '2000000' }, true],
    ['an amount alone, which would disclose payments that nobody reported', { amountSatang: '1' }, false],
    ['a time alone', { between: TOLD.between }, false],
    ['a receiver alone', { to: { account: MULE } }, false],
    ['nothing', {}, false],
  ])('may be searched for by %s: %#', (_by, told, may) => {
    expect(maySearch(told, undefined)).toBe(may);
  });

  it.each<[string, ToldTransfer, string[]]>([
    ['nothing is told', {}, ['amount', 'time', 'reference', 'receiver']],
    ['a span of time is told', TOLD, ['time', 'reference', 'receiver']],
    [
      'a moment is told',
      { between: { from: FOUND.at, until: FOUND.at }, to: { account: MULE } },
      ['amount', 'reference'],
    ],
  ])('lacks what the victim has not told: %s', (_, told, missing) => {
    expect(missingOf(told)).toEqual(missing);
  });

  it('ends once', () => {
    expect(refuseToSettle({ state: 'open' })).toBeUndefined();
    expect(refuseToSettle(undefined)?.code).toBe('INCOMPLETE_TRANSFER.ABSENT');
    for (const state of ['completed', 'set_aside'] as const)
      expect(refuseToSettle({ state })?.code).toBe('INCOMPLETE_TRANSFER.SETTLED');
  });
});

describe('the answer to which transfer a victim told of', () => {
  const adopt: SearchEffect = { do: 'adopt', found: FOUND };
  const differs: SearchEffect = { do: 'dispute', outcome: 'FOUND_DIFFERS' };
  const unproven: SearchEffect = { do: 'dispute', outcome: 'HOLDER_NOT_CONFIRMED' };
  const found = { result: 'CONFIRMED', holder: 'MATCHES', found: FOUND } as const;
  const NOT_KNOWN = {
    bounds: undefined,
    isImpossible: false,
    isDenied: false,
    completedAs: undefined,
    holderReports: true,
    provesNumber: true,
    isKnownByPapers: false,
  };

  it.each<[string, Partial<SearchOnRecord>, Parameters<typeof effectOfFind>[1], SearchEffect]>([
    ['is adopted where it fits', {}, found, adopt],
    ['is adopted after the deadline', { question: 'unknown' }, found, adopt],
    ['is adopted where it is put right', { question: 'disputed' }, found, adopt],
    ['fits at the ends of the time', { told: { ...TOLD, between: { from: FOUND.at, until: FOUND.at } } }, found, adopt],
    ['differs by one satang', { told: { ...TOLD, amountSatang: '1999999' } }, found, differs],
    ['names an amount that nobody told', { told: { reference: 'FOUND-1' } }, found, differs],
    [
      'is earlier than told',
      { told: { ...TOLD, between: { from: '2026-11-24T08:05:00.001Z', until: '2026-11-24T09:00:00Z' } } },
      found,
      differs,
    ],
    [
      'is later than told',
      { told: { ...TOLD, between: { from: '2026-11-24T07:00:00Z', until: '2026-11-24T08:04:59.999Z' } } },
      found,
      differs,
    ],
    ['left after the victim told of it', { latest: new Date(Date.parse(FOUND.at) - 1) }, found, differs],
    ['left at the latest time that can be told of', { latest: new Date(FOUND.at) }, found, adopt],
    ['has another reference than told', { told: { ...TOLD, reference: 'OTHER' } }, found, differs],
    ['went elsewhere than told', { told: { ...TOLD, to: { account: OTHER } } }, found, differs],
    [
      'went to the account behind a PromptPay id',
      { told: { ...TOLD, to: { promptPay: { kind: 'phone', value: '0066811111111' } } } },
      found,
      adopt,
    ],
    [
      'is what the institution denied before',
      { isDenied: true },
      found,
      { do: 'ask_person', outcome: 'CONTRADICTS_EARLIER_ANSWER' },
    ],
    ['is another than a person completed it with', { transfer: 'completed', completedAs: 'OTHER' }, found, differs],
    [
      'is what a person completed it with',
      { transfer: 'completed', completedAs: FOUND.reference },
      found,
      { do: 'settle', state: 'confirmed' },
    ],
    ['cannot be one of this case', { isImpossible: true }, found, differs],
    ['is for a person where the bank says nothing of the holder', {}, { ...found, holder: undefined }, unproven],
    ['is for a person where the bank knows another holder', {}, { ...found, holder: 'DIFFERS' }, unproven],
    ['is for a person where the bank got no proof to compare', {}, { ...found, holder: 'NOT_COMPARED' }, unproven],
    ['is for a person where the question proved no number', { provesNumber: false }, found, unproven],
    [
      'is adopted where papers show the holder whom no number could',
      { provesNumber: false, isKnownByPapers: true },
      found,
      { do: 'adopt', found: found.found },
    ],
    ['is for a person where somebody else than the holder reports', { holderReports: false }, found, unproven],
    [
      'is for a person after it differed, where the bank knows another holder',
      { question: 'disputed' },
      { ...found, holder: 'DIFFERS' },
      unproven,
    ],
    [
      'differs, and says nothing of the holder',
      { told: { ...TOLD, amountSatang: '1999999' } },
      { ...found, holder: undefined },
      differs,
    ],
    ['names nothing', {}, { result: 'CONFIRMED' }, { do: 'ask_person', outcome: 'FOUND_NOTHING_NAMED' }],
    ['found nothing', {}, { result: 'DENIED' }, { do: 'settle', state: 'denied' }],
    ['is pending', {}, { result: 'PENDING' }, { do: 'nothing', outcome: 'PENDING' }],
    ['comes again', { question: 'confirmed' }, found, { do: 'nothing', outcome: 'DUPLICATE' }],
    [
      'is found after it was not',
      { question: 'denied' },
      found,
      { do: 'ask_person', outcome: 'CONTRADICTS_EARLIER_ANSWER' },
    ],
    ['comes when it was set aside', { transfer: 'set_aside' }, found, { do: 'settle', state: 'confirmed' }],
  ])('%s', (_what, record, answer, effect) => {
    const latest = new Date('2026-11-24T09:00:00Z');
    const onRecord = {
      question: 'asked',
      transfer: 'open',
      told: TOLD,
      latest,
      ...NOT_KNOWN,
      ...record,
    } as const;
    expect(effectOfFind(onRecord, answer)).toEqual(effect);
  });
});

describe('what an institution found before a person or its word on the holder adopts it', () => {
  const OF_HOLDER = {
    isAdopted: false,
    holder: 'MATCHES',
    holderReports: true,
    provesNumber: true,
    isKnownByPapers: false,
  } as const;
  it.each<[string, Partial<Parameters<typeof mayShowFound>[0]>, boolean]>([
    ['adopted', { isAdopted: true, holder: undefined, holderReports: false }, true],
    ['of a holder who is known by papers', { isKnownByPapers: true, holder: 'DIFFERS', provesNumber: false }, true],
    ['of the holder who reports', {}, true],
    ['of the holder, whom another reports for', { holderReports: false }, false],
    ['of another holder', { holder: 'DIFFERS' }, false],
    ['of nobody known', { holder: undefined }, false],
    ['of a holder whose number was not proved', { provesNumber: false }, false],
  ])('is shown: %s', (_what, about, may) => {
    expect(mayShowFound({ ...OF_HOLDER, ...about })).toBe(may);
  });
});

describe('how many searches may be asked', () => {
  const rule = { parameters: { maxSearches: 5 } } as unknown as RuleRow;
  it.each([
    [0, 10, 5],
    [3, 10, 2],
    [5, 1, 0],
    [9, 1, 0],
    [0, 2, 2],
  ])('asked before: %d, wanted: %d, left: %d', (before, wanted, left) => {
    expect(searchesLeft(before, wanted, rule)).toBe(left);
  });
});

describe('who may adopt or set aside', () => {
  it.each<[string, Parameters<typeof refuseToAdopt>, string | undefined]>([
    ['another person', [['one', 'later'], { subject: 'two' }], undefined],
    ['who took the complaint', [['one', 'later'], { subject: 'one' }], 'APPROVAL.OWN_INTAKE'],
    ['who took a later call', [['one', 'later'], { subject: 'later' }], 'APPROVAL.OWN_INTAKE'],
  ])('adopts: %s', (_who, persons, code) => {
    expect(refuseToAdopt(...persons)?.code).toBe(code);
  });
});
