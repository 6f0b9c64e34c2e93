import type { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';

/**
 * What is known of a debit: no answer yet and no answer in time are both unknown, never a denial.
 */
export function debitVerdict(confirmation: DebitConfirmationRow | undefined): 'confirmed' | 'denied' | 'unknown' {
  return confirmation?.state === 'confirmed' || confirmation?.state === 'denied' ? confirmation.state : 'unknown';
}
