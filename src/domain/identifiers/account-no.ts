const SHORTEST = 10;
const LONGEST = 15;

/**
 * Returns what is wrong with an account number, or null. `digitsAllowed` are the lengths that the
 * institution uses. It is empty when they are not known; then 10 to 15 digits pass.
 */
export function accountNoFault(accountNo: string, digitsAllowed: readonly number[]): string | null {
  if (!/^[0-9]+$/.test(accountNo)) return 'must be digits only';
  if (digitsAllowed.length > 0) {
    return digitsAllowed.includes(accountNo.length)
      ? null
      : `must have ${[...digitsAllowed].sort((a, b) => a - b).join(' or ')} digits at this institution`;
  }
  const fits = accountNo.length >= SHORTEST && accountNo.length <= LONGEST;
  return fits ? null : `must have ${SHORTEST} to ${LONGEST} digits`;
}
