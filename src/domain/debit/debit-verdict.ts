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
 * A confirmation is taken back only where the institution gave it by a notice, unasked, and says that
 * the notice was a mistake (`TAKEN_BACK`): then nothing is known.
 */
const NEXT: Readonly<Record<DebitState, readonly DebitState[]>> = {
  asked: ['confirmed', 'denied', 'disputed', 'unknown'],
  unknown: ['confirmed', 'denied', 'disputed'],
  disputed: ['confirmed', 'denied'],
  confirmed: ['unknown'],
  denied: ['confirmed'],
};

/** Returns whether the state of a question about a debit may change so. */
export function mayChangeDebit(from: DebitState, to: DebitState): boolean {
  return NEXT[from].includes(to);
}

/** Why nothing is known of a debit any more that its institution had confirmed by a mistaken notice. */
export const TAKEN_BACK = 'TAKEN_BACK';
