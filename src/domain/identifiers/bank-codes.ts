/** A bank, with its three-digit code of the Thai payment systems. */
export interface BankCode {
  code: string;
  /** The short name that banks and officers use. */
  short: string;
}

/**
 * The commercial and state banks by code; the party table says which take part in the exchange.
 */
export const BANK_CODES: readonly BankCode[] = [
  { code: '002', short: 'BBL' },
  { code: '004', short: 'KBANK' },
  { code: '006', short: 'KTB' },
  { code: '011', short: 'TTB' },
  { code: '014', short: 'SCB' },
  { code: '020', short: 'SCBT' },
  { code: '022', short: 'CIMBT' },
  { code: '024', short: 'UOBT' },
  { code: '025', short: 'BAY' },
  { code: '030', short: 'GSB' },
  { code: '033', short: 'GHB' },
  { code: '034', short: 'BAAC' },
  { code: '066', short: 'IBANK' },
  { code: '067', short: 'TISCO' },
  { code: '069', short: 'KKP' },
  { code: '070', short: 'ICBC' },
  { code: '071', short: 'Thai Credit' },
  { code: '073', short: 'LHB' },
  { code: '098', short: 'SME' },
];

/** Returns the bank of a code, or undefined when the list has none. */
export function findBank(code: string): BankCode | undefined {
  return BANK_CODES.find((bank) => bank.code === code);
}
