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

/**
 * What may follow on each state. A question that was not answered in time may still be answered;
 * a dispute ends when the institution confirms or denies after all; a denial, when it finds the debit.
 * Nothing takes back a confirmation.
 */
const NEXT: Readonly<Record<DebitState, readonly DebitState[]>> = {
  asked: ['confirmed', 'denied', 'disputed', 'unknown'],
  unknown: ['confirmed', 'denied', 'disputed'],
  disputed: ['confirmed', 'denied'],
  confirmed: [],
  denied: ['confirmed'],
};

/** Returns whether the state of a question about a debit may change so. */
export function mayChangeDebit(from: DebitState, to: DebitState): boolean {
  return NEXT[from].includes(to);
}
