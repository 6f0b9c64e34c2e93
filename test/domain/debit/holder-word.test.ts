import {
  heldToShow,
  hidesSums,
  isHolderConfirmed,
  type SumsOfTransfer,
} from '../../../src/domain/debit/holder-word.js';

const PROVED = { holderReports: true, holder: 'MATCHES', provesNumber: true } as const;

describe('reporter and debited account belong together', () => {
  it.each<[string, Partial<Parameters<typeof isHolderConfirmed>[0]>, boolean]>([
    ['as the bank says of the victim who reports', {}, true],
    ['not where another reports', { holderReports: false }, false],
    ['not where the question proved nothing', { provesNumber: false }, false],
    ['not where the bank knows another holder', { holder: 'DIFFERS' }, false],
    ['not where it cannot compare', { holder: 'NOT_COMPARED' }, false],
    ['not where it says nothing', { holder: undefined }, false],
  ])('%s', (_name, about, is) => {
    expect(isHolderConfirmed({ ...PROVED, ...about })).toBe(is);
  });
});

describe('what a reporter learns of a sum', () => {
  const FOUND: SumsOfTransfer = { ...PROVED, holder: undefined, isVouchedFor: false, isSumFound: true };
  it.each<[string, Partial<SumsOfTransfer>, boolean]>([
    ['hides what the bank found from whom nobody knows as the holder', {}, true],
    ['hides it after the bank said that another holds the account', { holder: 'DIFFERS' }, true],
    ['tells it to the holder', { holder: 'MATCHES' }, false],
    ['tells it to whom an officer knows as the holder', { isVouchedFor: true }, false],
    ['tells what the reporter told himself', { isSumFound: false }, false],
  ])('%s', (_name, about, hides) => {
    expect(hidesSums({ ...FOUND, ...about })).toBe(hides);
    expect(heldToShow(52_300n, { ...FOUND, ...about })).toBe(hides ? null : 52_300n);
    expect(heldToShow(0n, { ...FOUND, ...about })).toBe(0n);
  });
});
