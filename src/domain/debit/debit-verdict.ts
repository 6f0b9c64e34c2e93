/**
 * The state of the question whether the sender's institution debited its customer. `unknown`: it
 * neither confirmed nor denied it in time. `disputed`: it knows the reference, and says that a
 * detail of the report differs (P-DEBIT).
 */
export type DebitState = 'asked' | 'confirmed' | 'denied' | 'disputed' | 'unknown';

/** What is known of a debit. */
export type DebitVerdict = 'confirmed' | 'denied' | 'unknown';

/**
 * Returns what is known of a debit. No answer yet, no answer in time, and a detail that differs are
 * never a denial.
 */
export function debitVerdict(question: { state: DebitState } | undefined): DebitVerdict {
  return question?.state === 'confirmed' || question?.state === 'denied' ? question.state : 'unknown';
}
