import type { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { askDebits } from './ask-debits.js';
import type { CaseWork } from '../case/work/case-work.js';
import type { LoadedCase } from '../case/work/load-case.js';

/**
 * Asks institutions which account a PromptPay id stands for, once for each transfer that went on
 * to one. A case that is over asks nothing more.
 */
export async function askReceivers(work: CaseWork, loaded: LoadedCase): Promise<void> {
  if (work.caseFile.withdrawnAt !== null || work.caseFile.closedAt !== null) return;
  const asked = new Set(loaded.confirmations.map(({ transferId }) => transferId));
  const awaited = loaded.links.flatMap((link) => {
    const transfer = awaitedTransfer(loaded, link);
    return transfer === undefined || transfer.toAccountNo !== null || asked.has(transfer.id) ? [] : [transfer];
  });
  const rows = await askDebits(work, [...new Set(awaited)], 'which account a PromptPay id stands for', null);
  loaded.confirmations.push(...rows);
}

/**
 * Returns the transfer of a part that went on and did not stop, whether or not its receiver is known by now; else
 * undefined. Without a hold on it the part waits: it went to a PromptPay id, or left the rails as its institution said first.
 */
export function awaitedTransfer(loaded: LoadedCase, link: TrailLinkRow): TransferRow | undefined {
  if (link.parentLinkId === null || link.stopReason !== null) return undefined;
  return loaded.transfers.get(link.transferId);
}
