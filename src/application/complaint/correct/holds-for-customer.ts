import { speaksForCustomer } from '../../../domain/notice/take-back.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import { reportsOfSums } from '../../hold/order/complaint-clock.js';

/**
 * Reads whether nobody knows of one of the sums of which a bank told as of its customer (`reporterOf`) whether the victim of
 * the report is that customer. One statement where there are any.
 */
export async function holdsForCustomer(
  { manager, caseFile, now }: Pick<Reading, 'manager' | 'caseFile' | 'now'>,
  customersSums: readonly string[],
): Promise<boolean> {
  if (customersSums.length === 0) return false;
  const said = await reportsOfSums({ manager, now }, customersSums);
  return customersSums.some((id) => !speaksForCustomer(said.get(id)?.standings.get(caseFile.id) ?? 'unknown'));
}
