import { refuseOfInterested, wordsThatCount } from '../../../src/domain/interest/earlier-word.js';

describe('a word that a person gave before an interest of his became known', () => {
  const GIVEN = [{ person: 'one' }, { person: 'two' }];
  it.each([
    ['counts while none is known', [], GIVEN],
    ['counts where the interest is of somebody else', ['other'], GIVEN],
    ['counts no more', ['one'], [{ person: 'two' }]],
    ['nor that of any of several', ['two', 'one'], []],
  ])('%s', (_name, interested, expected) => {
    expect(wordsThatCount(GIVEN, interested)).toEqual(expected);
  });

  it.each([
    ['carries nothing out by the word of one other', ['maker'], 'confirm', 'APPROVAL.MAKER_INTEREST'],
    ['nor an order', ['maker'], 'approve', 'APPROVAL.MAKER_INTEREST'],
    ['lets it be refused', ['maker'], 'refuse', null],
    ['leaves alone what others asked for', ['other'], 'confirm', null],
  ] as const)('of who asked: %s', (_name, interested, verdict, code) => {
    expect(refuseOfInterested('maker', interested, verdict)?.code ?? null).toBe(code);
  });
});
