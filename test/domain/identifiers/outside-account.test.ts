import { outsideAccountFault, outsideInstitutionFault } from '../../../src/domain/identifiers/outside-account.js';

describe('an account that no order reaches', () => {
  it.each([
    ['an IBAN of the register of ISO 13616', 'DE89370400440532013000'],
    ['one with letters', 'GB82WEST12345698765432'],
    ['the longest', 'MT84MALT011000012345MTLCAST001S'],
    ['a number of a bank abroad', '900000000123'],
    ['a short number', '4711'],
    ['a Bitcoin address', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['an Ethereum address', '0x52908400098527886E0F7030069857D2E4169EE7'],
    ['a TRON address', 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8'],
    ['a customer id of an operator', 'user_00012345-TH'],
  ])('may be %s', (_name, identifier) => {
    expect(outsideAccountFault(identifier)).toBeNull();
  });

  it.each([
    ['one wrong digit', 'DE89370400440532013001'],
    ['two digits exchanged', 'DE89370400440532010300'],
    ['a wrong letter', 'GB82VEST12345698765432'],
    ['wrong check digits', 'DE88370400440532013000'],
  ])('is no IBAN with %s', (_name, identifier) => {
    expect(outsideAccountFault(identifier)).toBe('check digits of the IBAN are wrong');
  });

  it.each([
    ['DEUTDEFF', null],
    ['DEUTDEFF500', null],
    ['foreign-bank', null],
    ['KASITHBK', 'is in Thailand: give its slug, such as th-004, and not its BIC'],
    ['KASITHBKXXX', 'is in Thailand: give its slug, such as th-004, and not its BIC'],
  ])('is at an institution that goes by its slug or BIC: %s', (institution, fault) => {
    expect(outsideInstitutionFault(institution)).toBe(fault);
  });
});
