import { typedNumber } from '../../web/src/format/typed-number.js';

describe('a number that was read out and written down', () => {
  it.each([
    ['RG2569-0000042-3', 'RG2569-0000042-3'],
    ['rg2569 0000042 3', 'RG2569-0000042-3'],
    [' RG25690000042-3 ', 'RG2569-0000042-3'],
    ['256900000423', 'RG2569-0000042-3'],
    ['RG๒๕๖๙-๐๐๐๐๐๔๒-๓', 'RG2569-0000042-3'],
    ['RG2569–0000042–3', 'RG2569-0000042-3'],
    ['RG2569-0000003-3/KPST8Q', 'RG2569-0000003-3/KPST8Q'],
    ['rg2569 0000003 3 / kpst 8q', 'RG2569-0000003-3/KPST8Q'],
    ['rg2569-0000003-3 kpst8q', 'RG2569-0000003-3/KPST8Q'],
    // What is neither stays as it was typed, for the API to refuse.
    ['rg2569-42', 'RG2569-42'],
    ['not a number', 'NOT A NUMBER'],
    ['', ''],
  ])('%p is %p', (typed, number) => {
    expect(typedNumber(typed)).toBe(number);
  });
});
