import { counted } from '../../../web/src/text/counted.js';

describe('an English noun beside its number', () => {
  it.each([
    ['1 case[s] found', '1 case found'],
    ['0 case[s] found', '0 cases found'],
    ['12 case[s] found', '12 cases found'],
    ['11 hold[s], 1 account[s]', '11 holds, 1 account'],
    ['1 incomplete transfer[s] around the time', '1 incomplete transfer around the time'],
    ['2 incomplete transfer[s]', '2 incomplete transfers'],
    ['1 of 3 open case[s]', '1 of 3 open cases'],
    ['1 hold for 2 case[s]', '1 hold for 2 cases'],
    ['1,001 case[s]', '1,001 cases'],
    ['2.1 hour[s]', '2.1 hours'],
    ['Claimed: 1 of 3 case[s]', 'Claimed: 1 of 3 cases'],
  ])('%s is %s', (text, expected) => {
    expect(counted(text)).toBe(expected);
  });

  it('leaves all other brackets alone', () => {
    expect(counted('[s] 1 note [saved]')).toBe('[s] 1 note [saved]');
  });
});
