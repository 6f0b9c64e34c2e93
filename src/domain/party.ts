/**
 * The seven agencies of the exchange: five by the memorandum, SEC by Amendment No. 2, and MDES for
 * its DE-fence list.
 */
export const AGENCIES = ['mdes', 'ccib', 'dsi', 'amlo', 'bot', 'nbtc', 'sec'] as const;
export type Agency = (typeof AGENCIES)[number];

/** An account at an institution. */
export interface Account {
  institution: string;
  accountNo: string;
}

/** Returns the key of an account in maps and findings: `institution:accountNo`. */
export function accountKey(account: Account): string {
  return `${account.institution}:${account.accountNo}`;
}
