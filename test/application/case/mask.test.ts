import { maskAnswer } from '../../../src/application/case/privacy/mask.js';

describe('the mask of an agency’s answer', () => {
  it('hides accounts, numbers and wallets, and keeps findings, links and case numbers', () => {
    const account = { institution: 'th-014', accountNo: '9140000201' };
    const answer = {
      complaints: [{ account, policeCaseNo: '1234/2569', status: 'accepted' }],
      sims: [{ number: '0600000201', registration: 'unidentifiable', suspended: false }],
      wallets: [{ wallet: '0x00000000000000000000000000000000000000ab', status: 'flagged' }],
      entries: [
        { value: '0600000201', kind: 'number', colour: 'black' },
        { value: 'https://pay.example/99', kind: 'link', colour: 'grey' },
      ],
      facts: [{ account: 'th-014:9140000201', finding: 'listed' }],
    };
    expect(maskAnswer(answer)).toEqual({
      complaints: [
        { account: { institution: 'th-014', accountNo: 'xxxxxx0201' }, policeCaseNo: '1234/2569', status: 'accepted' },
      ],
      sims: [{ number: 'xxxxxx0201', registration: 'unidentifiable', suspended: false }],
      wallets: [{ wallet: 'xxxxxxxxx00ab', status: 'flagged' }],
      entries: [
        { value: 'xxxxxx0201', kind: 'number', colour: 'black' },
        { value: 'https://pay.example/99', kind: 'link', colour: 'grey' },
      ],
      facts: [{ account: 'th-014:xxxxxx0201', finding: 'listed' }],
    });
  });
});
