import {
  citizenOf,
  deviceOf,
  facebookOf,
  lineOf,
  passportOf,
  phoneOf,
  urlOf,
  accountOf,
  walletOf,
} from '../../../src/domain/link/normalise.js';

const address = (text: string): string | null => {
  const url = urlOf(text);
  return url && url.host + url.path;
};

const ZERO_WIDTH = '\u200b';
const CYRILLIC_A = '\u0430';

describe('an account has one form', () => {
  const IBAN = 'DE89370400440532013000';
  const TRON = 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8';

  it.each<[string, string, string, string | null]>([
    ['of an institution that takes part', 'th-014', '9000000002', 'account th-014:9000000002'],
    ['an IBAN by itself', 'DEUTDEFF', IBAN, `account iban:${IBAN}`],
    ['an IBAN at a branch', 'DEUTDEFF500', IBAN, `account iban:${IBAN}`],
    ['an IBAN in small letters', 'deutsche-bank', IBAN.toLowerCase(), `account iban:${IBAN}`],
    ['a number at a bank by its BIC', 'CHASUS33', '12345678', 'account CHASUS33:12345678'],
    ['a number at a branch of that bank', 'CHASUS33XXX', '12345678', 'account CHASUS33:12345678'],
    ['a hexadecimal wallet', 'binance', `0x${'AB'.repeat(20)}`, `wallet 0x${'ab'.repeat(20)}`],
    ['the same wallet elsewhere', 'metamask', `0x${'ab'.repeat(20)}`, `wallet 0x${'ab'.repeat(20)}`],
    ['a wallet in base58, whose case counts', 'tron', TRON, `wallet ${TRON}`],
    [
      'a bech32 wallet',
      'x',
      'BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ',
      'wallet bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    ],
    ['a bech32 wallet in both cases, which is none', 'x', 'bc1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ', null],
    ['a customer of an operator', 'exchange-abroad', 'user_00012345', 'account exchange-abroad:user_00012345'],
    ['what only looks like an IBAN', 'x', 'DE88370400440532013000', 'account x:DE88370400440532013000'],
  ])('%s', (_name, institution, accountNo, expected) => {
    const found = accountOf({ institution, accountNo });
    expect(found === null ? null : `${found.kind} ${found.value}`).toBe(expected);
  });
});

describe('an identifier has one form', () => {
  it.each([
    ['0600000101', 'as people say it'],
    ['060-000-0101', 'with dashes'],
    ['060 000 0101', 'with spaces'],
    ['(060) 000.0101', 'with brackets and dots'],
    ['+66600000101', 'in E.164'],
    ['+66 (0) 60 000 0101', 'with the trunk zero in brackets'],
    ['+660600000101', 'with the trunk zero left in'],
    ['66600000101', 'with the country and no plus'],
    ['66 0600000101', 'with the country, no plus and the trunk zero left in'],
    ['0066600000101', 'as PromptPay writes it'],
    ['๐๖๐๐๐๐๐๑๐๑', 'in Thai digits'],
    ['０６００００0101', 'in wide digits'],
    [`060${ZERO_WIDTH}0000101\u202c`, 'with invisible signs'],
  ])('telephone %s: %s', (text) => {
    expect(phoneOf(text)).toBe('+66600000101');
  });

  it('keeps numbers of Bangkok and of other countries apart', () => {
    expect(phoneOf('02 000 0101')).toBe('+6620000101');
    expect(phoneOf('+85510000101')).toBe('+85510000101');
    expect(phoneOf('00855 10000101')).toBe('+85510000101');
  });

  it.each(['1441', '191', '', 'somchai', '06000001', '060000010155555555', '+0600000101'])(
    'no telephone: %s',
    (text) => {
      expect(phoneOf(text)).toBeNull();
    },
  );

  it('a citizen id needs its check digit', () => {
    expect(citizenOf('9-1234-56789-01-0')).toBe('citizen:9123456789010');
    expect(citizenOf('๙๑๒๓๔๕๖๗๘๙๐๑๐')).toBe('citizen:9123456789010');
    expect(citizenOf('9123456789011')).toBeNull();
  });

  it('a passport number means nothing without its country', () => {
    expect(passportOf('aa 123456', 'khm')).toBe('passport:KHM:AA123456');
    expect(passportOf('AA123456', 'LAO')).not.toBe(passportOf('AA123456', 'KHM'));
    expect(passportOf('AA123456', 'Cambodia')).toBeNull();
  });

  it.each([
    ['356938035643809', 'imei:35693803564380'],
    ['35-693803-564380-9', 'imei:35693803564380'],
    ['35693803564380', 'imei:35693803564380'],
    ['F47AC10B-58CC-4372-A567-0E02B2C3D479', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'],
    ['Note 9', null],
  ])('device %s', (text, expected) => {
    expect(deviceOf(text)).toBe(expected);
  });

  it.each([
    ['0xABCDEF0123456789abcdef0123456789ABCDEF01', '0xabcdef0123456789abcdef0123456789abcdef01'],
    ['ethereum:0xabcdef0123456789abcdef0123456789abcdef01', '0xabcdef0123456789abcdef0123456789abcdef01'],
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ['bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', null],
    ['TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC', 'TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC'],
    ['tjrywwfs9wtfgzg3jbrvrifbnfcug5tdec', 'tjrywwfs9wtfgzg3jbrvrifbnfcug5tdec'],
    ['my wallet', null],
  ])('wallet %s: case counts only where it matters', (text, expected) => {
    expect(walletOf(text)).toBe(expected);
  });

  it.each([
    ['Gold.Profit88', 'gold.profit88'],
    ['https://line.me/ti/p/~gold.profit88', 'gold.profit88'],
    ['line.me/R/ti/p/@goldprofit/', '@goldprofit'],
    ['โค้ชหุ้นทอง', null],
    ['Gold Profit', null],
  ])('LINE %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    ['https://m.facebook.com/Gold.Profit/?ref=x', 'goldprofit'],
    ['goldprofit', 'goldprofit'],
    ['https://www.facebook.com/profile.php?ref=a&id=100000000000001', '100000000000001'],
    ['https://www.facebook.com/groups/1234567', null],
    ['ร้านมือสองตัวอย่าง', null],
  ])('Facebook %s: a display name names nobody', (text, expected) => {
    expect(facebookOf(text)).toBe(expected);
  });

  it.each([
    ['https://gold-profit.example/join', 'gold-profit.example/join'],
    ['HTTP://user@WWW.Gold-Profit.example.:8443//join/?utm_source=fb#top', 'gold-profit.example/join'],
    ['gold-profit.example', 'gold-profit.example'],
    ['https://gold-profit.example/Join', 'gold-profit.example/Join'],
    [`https://gold-${ZERO_WIDTH}profit.example/join`, 'gold-profit.example/join'],
    ['just words', null],
    ['localhost', null],
  ])('address %s', (text, expected) => {
    expect(address(text)).toBe(expected);
  });

  it('a look-alike letter makes another identifier, never the same one', () => {
    expect(address(`https://b${CYRILLIC_A}nk.example`)).not.toBe(address('https://bank.example'));
    expect(lineOf(`b${CYRILLIC_A}nk88`)).toBeNull();
    expect(walletOf(`0x${CYRILLIC_A}bcdef0123456789abcdef0123456789abcdef01`)).toBeNull();
  });
});
