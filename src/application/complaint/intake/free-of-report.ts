import { freeOf } from '../../../domain/ledger/ledger.js';
import { minSatang, type Satang, sumSatang } from '../../../domain/money.js';
import type { Account } from '../../../domain/party.js';
import { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readRoomForHold } from '../../case/money/free-within-debit.js';
import { freeForSection7 } from '../../ledger/suspended-money.js';
import type { WrittenTransfer } from './written-transfer.js';

/**
 * Returns how much of a reported sum an order may ask for, by the sum and by what other claims about
 * its debit take up; of a new one that is all. What holds have whose place the order takes is free for it.
 */
export async function freeOfReport(
  work: CaseWork,
  { transfer, stolenSum, link, replaces }: WrittenTransfer,
  account: Account,
): Promise<Satang> {
  const unwritten = work.unwritten(StolenSumRow, stolenSum.id);
  if (unwritten !== undefined) return freeOf(unwritten);
  const ofSum = replaces.filter(({ stolenSumId }) => stolenSumId === stolenSum.id);
  const givesBack = sumSatang(ofSum.map(({ reservedSatang }) => reservedSatang));
  const freeSatang = await freeForSection7(work.manager, link, account, givesBack);
  if (!transfer.contested) return freeSatang;
  return minSatang(freeSatang, (await readRoomForHold(work, transfer.id)).freeAtReceiverSatang + givesBack);
}
