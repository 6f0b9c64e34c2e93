/**
 * Returns what is wrong with the identifier of an account that our orders do not reach, or null.
 * An IBAN must have right check digits (ISO 13616, by ISO 7064 mod 97-10), because a wrong one
 * names nobody. Any other form passes: every bank abroad and every ledger has its own.
 */
export function outsideAccountFault(identifier: string): string | null {
  return !IBAN_FORM.test(identifier) || isIban(identifier) ? null : 'check digits of the IBAN are wrong';
}

const IBAN_FORM = /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/;

/** Returns whether an identifier in capital letters is an IBAN with right check digits. */
export function isIban(identifier: string): boolean {
  return IBAN_FORM.test(identifier) && remainder97(identifier) === 1;
}

/** Reads the first four signs last and each letter as two digits (A = 10), modulo 97. */
function remainder97(iban: string): number {
  let remainder = 0;
  for (const sign of `${iban.slice(4)}${iban.slice(0, 4)}`) {
    for (const digit of Number.parseInt(sign, 36).toString()) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder;
}

/** A business identifier code (ISO 9362): four letters, the country, and four or seven signs. */
const BIC = /^[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

/**
 * Returns what is wrong with the name of an institution that takes no part, or null. One in
 * Thailand goes by its slug: by its BIC, one that takes part would seem to be out of reach.
 */
export function outsideInstitutionFault(institution: string): string | null {
  return BIC.exec(institution)?.[1] === 'TH' ? 'is in Thailand: give its slug, such as th-004, and not its BIC' : null;
}
