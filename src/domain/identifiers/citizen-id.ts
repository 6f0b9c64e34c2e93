/**
 * Returns what is wrong with a Thai citizen or tax id (13 digits), or null when its form is right.
 * The check digit is d13 = (11 − (Σ dᵢ × (14 − i), i = 1..12) mod 11) mod 10. The first digit is
 * not checked, because it only names the kind of person. A wrong third digit goes unnoticed (its
 * weight is 11), so an id that passes is plausible, not proven.
 */
export function citizenIdFault(id: string): string | null {
  if (!/^[0-9]{13}$/.test(id)) return 'must be 13 digits';
  return Number(id[12]) === citizenIdCheckDigit(id.slice(0, 12)) ? null : 'check digit is wrong';
}

/** Computes the check digit, the 13th, of the first 12 digits. */
export function citizenIdCheckDigit(first12: string): number {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += Number(first12[index]) * (13 - index);
  return (11 - (sum % 11)) % 10;
}
