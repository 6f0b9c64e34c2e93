import { readSlipCode } from '../../../web/src/intake/slip/slip-code.js';

/** Codes for a payment with checksums of other hands: of any amount, and of 4.22 baht. */
const PAYMENT = '00020101021129370016A000000677010111011300660000000005802TH530376463048956';
const PAYMENT_OF = '00020101021229370016A000000677010111011300660000000005802TH530376454044.226304E469';

describe('the code of a slip', () => {
  it('names the sending bank and the reference, and no amount', () => {
    expect(readSlipCode(withCrc(slip('014', 'SYN2026112800000000000001')))).toEqual({
      kind: 'slip',
      bankCode: '014',
      reference: 'SYN2026112800000000000001',
    });
  });

  it('is not believed when a digit of it is wrong', () => {
    const code = withCrc(slip('014', 'SYN2026112800000000000001'));
    expect(readSlipCode(code.replace('014', '004'))).toBeUndefined();
    expect(readSlipCode(code.slice(0, -1))).toBeUndefined();
    expect(readSlipCode(code.slice(0, -4))).toBeUndefined();
  });

  it.each([
    ['a bank that is no number', slip('KBK', 'SYN2026112800000000000001')],
    ['a reference that is none', slip('014', '<b>')],
    ['a length that runs over the end', '0099'],
    ['another kind of code', '00020101021153037645802TH'],
  ])('is none with %s', (_, fields) => {
    expect(readSlipCode(withCrc(fields))).toBeUndefined();
  });

  it.each(['', 'https://example.com/', '\u0000', '9104FFFF'])('is none in %p', (text) => {
    expect(readSlipCode(text)).toBeUndefined();
  });
});

describe('the code of a payment', () => {
  it('names the PromptPay id of the receiver', () => {
    expect(readSlipCode(PAYMENT)).toEqual({ kind: 'payment', promptPay: '0066000000000', amount: undefined });
  });

  it('names the amount where it has one', () => {
    expect(readSlipCode(PAYMENT_OF)).toEqual({ kind: 'payment', promptPay: '0066000000000', amount: '4.22' });
    expect(readSlipCode(PAYMENT_OF.replace('4.22', '9.22'))).toBeUndefined();
  });
});

function field(tag: string, value: string): string {
  return `${tag}${String(value.length).padStart(2, '0')}${value}`;
}

function slip(bank: string, reference: string): string {
  return `${field('00', `${field('00', '000001')}${field('01', bank)}${field('02', reference)}`)}${field('51', 'TH')}`;
}

/** Ends a code with its checksum, CRC-16/CCITT-FALSE computed bit by bit. */
function withCrc(fields: string): string {
  const text = `${fields}9104`;
  let crc = 0xffff;
  for (const sign of text) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const isOne = ((crc >> 15) ^ (sign.charCodeAt(0) >> bit)) & 1;
      crc = (crc << 1) & 0xffff;
      if (isOne === 1) crc ^= 0x1021;
    }
  }
  return `${text}${crc.toString(16).toUpperCase().padStart(4, '0')}`;
}
