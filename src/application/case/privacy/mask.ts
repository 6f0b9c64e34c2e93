import { maskTail } from '../../../domain/identifiers/mask.js';

/** The sign that replaces a hidden digit. */
const HIDDEN = 'x';
const SHOWN_DIGITS = 4;

/**
 * Hides all but the last four signs of an account number: `xxxxxx1234`; of a short one abroad, all
 * but the last half.
 */
export function maskAccount(accountNo: string): string {
  const shown = Math.min(SHOWN_DIGITS, Math.floor(accountNo.length / 2));
  return accountNo.slice(-shown).padStart(accountNo.length, HIDDEN);
}

/** Masks a finding's subject when it is an account (`institution:accountNo`); keeps an id. */
export function maskSubject(subject: string): string {
  return subject.replace(/(?<=:)[0-9]{10,15}$/, maskAccount);
}

/**
 * Masks what an agency's answer says of persons: account numbers, telephone numbers and wallets, by
 * the names of their fields in the agencies' protocol; keeps the rest.
 */
export function maskAnswer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskAnswer);
  if (value === null || typeof value !== 'object') return value;
  const isNumber = 'kind' in value && value.kind === 'number'; // an entry of MDES
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner !== 'string') return [key, maskAnswer(inner)];
      if (key === 'accountNo') return [key, maskAccount(inner)];
      if (key === 'number' || key === 'wallet' || (key === 'value' && isNumber)) return [key, maskTail(inner)];
      return [key, key === 'account' ? maskSubject(inner) : inner];
    }),
  );
}
