import type { ToldTransfer } from '../../domain/complaint/incomplete-transfer.js';
import { value } from '../../persistence/read-together.js';
import type { holderNumber } from './holder-proof.js';

/** SQL of what the victim told of the incomplete transfer `i`, out of the complaint as received. */
export const TOLD = `(SELECT c.body -> 'incompleteTransfers' -> (i.no - 1) FROM complaint c WHERE c.id = i.case_id)`;

/** The victim of the case of the question `$1`, where it asks to find a transfer; null for others. */
export const VICTIM_OF_QUESTION = value<Parameters<typeof holderNumber>[0] | null>(
  `SELECT (SELECT c.body -> 'victim' FROM debit_confirmation d JOIN complaint c ON c.id = d.case_id WHERE d.id = $1 AND d.incomplete_transfer_id IS NOT NULL)`,
);

/** What the victim told of the transfer that the question `$1` asks to find; null for others. */
export const TOLD_OF_QUESTION = value<ToldTransfer | null>(
  `SELECT (SELECT ${TOLD} FROM debit_confirmation d JOIN incomplete_transfer i ON i.id = d.incomplete_transfer_id WHERE d.id = $1)`,
);
