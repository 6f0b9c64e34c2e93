/** Shown in place of hidden digits. */
const HIDDEN = 'x';
const SHOWN_DIGITS = 4;

/**
 * An account number for eyes that need not know it: all but the last four digits hidden,
 * `xxxxxx1234`.
 */
export function maskAccount(accountNo: string): string {
  return accountNo.slice(-SHOWN_DIGITS).padStart(accountNo.length, HIDDEN);
}

/** A finding's subject; an account (`institution:accountNo`) is masked, an id stays as it is. */
export function maskSubject(subject: string): string {
  return subject.replace(/(?<=:)[0-9]{10,15}$/, maskAccount);
}

/**
 * A value of an answer with every account number under `accountNo`, or in an `account` key, masked;
 * all else as it is.
 */
export function maskAccountsIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskAccountsIn);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner !== 'string') return [key, maskAccountsIn(inner)];
      if (key === 'accountNo') return [key, maskAccount(inner)];
      return [key, key === 'account' ? maskSubject(inner) : inner];
    }),
  );
}
