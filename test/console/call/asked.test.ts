import {
  type Asked,
  CASE_WAYS,
  guessKind,
  guessWay,
  lookupBody,
  searchBody,
  SUSPECT_WAYS,
} from '../../../web/src/find/asked.js';

const ASKED: Asked = { way: 'caseNo', typed: '', bank: 'th-014', kind: 'phone', country: 'tha' };

describe('a search by a number', () => {
  it.each([
    ['RG2569-0000007-4', 'caseNo'],
    ['rg2569-0000007-4', 'caseNo'],
    ['089-999-9999', 'phone'],
    ['+66899999999', 'phone'],
    ['9-1234-56789-01-0', 'promptPay'],
    ['9140000902', 'account'],
    ['B2569/77', 'bankCaseId'],
    ['สมชาย', undefined],
    ['', undefined],
  ])('takes %j for %s', (typed, way) => {
    expect(guessWay(typed, CASE_WAYS)).toBe(way);
  });

  it('never guesses a way that the search does not have', () => {
    expect(guessWay('RG2569-0000007-4', SUSPECT_WAYS)).toBeUndefined();
  });

  it('tells the kind of a PromptPay id by its length', () => {
    expect(['0899999999', '9123456789010', '900000000000001'].map(guessKind)).toEqual([
      'phone',
      'national_id',
      'ewallet',
    ]);
  });

  it('is sent without what people type between digits', () => {
    expect(searchBody({ ...ASKED, typed: ' rg2569-0000007-4 ' })).toEqual({ caseNo: 'RG2569-0000007-4' });
    expect(searchBody({ ...ASKED, way: 'account', typed: '914-0-00090-2' })).toEqual({
      account: { institution: 'th-014', accountNo: '9140000902' },
    });
    expect(searchBody({ ...ASKED, way: 'promptPay', typed: '089 999 9999' })).toEqual({
      promptPay: { kind: 'phone', value: '0899999999' },
    });
    expect(searchBody({ ...ASKED, way: 'bankCaseId', typed: ' B-77 ' })).toEqual({ bankCaseId: 'B-77' });
  });

  it('has its purpose beside it where a suspect is looked up, and finds no case by a person', () => {
    const purpose = 'The bank asks.';
    expect(lookupBody({ ...ASKED, way: 'phone', typed: '089-999-9999' }, purpose)).toEqual({
      phone: '0899999999',
      purpose,
    });
    expect(lookupBody({ ...ASKED, way: 'citizenId', typed: '9 1234 56789 01 0' }, purpose)).toEqual({
      citizenId: '9123456789010',
      purpose,
    });
    expect(lookupBody({ ...ASKED, way: 'passport', typed: 'ab 12345' }, purpose)).toEqual({
      passport: { number: 'AB12345', issuedBy: 'THA' },
      purpose,
    });
    expect(lookupBody({ ...ASKED, typed: 'RG2569-0000007-4' }, purpose)).toBeUndefined();
    expect(searchBody({ ...ASKED, way: 'citizenId', typed: '9123456789010' })).toBeUndefined();
  });
});
