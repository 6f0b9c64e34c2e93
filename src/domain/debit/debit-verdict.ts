/** The state of the question whether the sender's institution debited its customer. */
export type DebitState = 'asked' | 'confirmed' | 'denied' | 'unknown';

/** What is known of a debit. */
export type DebitVerdict = 'confirmed' | 'denied' | 'unknown';

/** Returns what is known of a debit. No answer yet, and no answer in time, is never a denial. */
export function debitVerdict(question: { state: DebitState } | undefined): DebitVerdict {
  return question?.state === 'confirmed' || question?.state === 'denied' ? question.state : 'unknown';
}
