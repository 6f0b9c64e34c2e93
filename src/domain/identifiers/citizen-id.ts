/**
 * What is wrong with a Thai citizen or tax id (13 digits), or null when its form is right. Check
 * digit: d13 = (11 − (Σ dᵢ × (14 − i), i = 1..12) mod 11) mod 10. The leading digit is not judged:
 * it tells the kind of person, not validity. The scheme cannot notice a wrong third digit (its
 * weight is 11), so a passing id is plausible, not proven.
 */
export function citizenIdFault(id: string): string | null {
  if (!/^[0-9]{13}$/.test(id)) return 'must be 13 digits';
  return Number(id[12]) === citizenIdCheckDigit(id.slice(0, 12)) ? null : 'check digit is wrong';
}

/** The 13th digit that belongs to 12 digits. */
export function citizenIdCheckDigit(first12: string): number {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += Number(first12[index]) * (13 - index);
  return (11 - (sum % 11)) % 10;
}
