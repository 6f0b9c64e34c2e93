import { giveBack, reserveFrom } from '../../domain/ledger/ledger.js';
import type { Satang } from '../../domain/money.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import type { Beside } from '../../persistence/insert-together.js';
import type { CaseWork } from '../case/work/case-work.js';
import { addReserved, type SumNow } from './add-reserved.js';

/**
 * Reserves part of a stolen sum, also of one that this transaction is about to write. Throws when
 * less is free: the plan that asked for it is wrong.
 */
export async function reserve(work: CaseWork, stolenSumId: string, amount: Satang): Promise<void> {
  const unwritten = work.unwritten(StolenSumRow, stolenSumId);
  const now = unwritten === undefined ? (await addReserved(work.manager, stolenSumId, amount)).sum : undefined;
  if (now !== undefined) work.sumIsNow(now);
  const before = unwritten ?? lessReserved(now, amount);
  const reserved = reserveFrom(before, amount);
  if (!reserved.ok) throw new Error(`${reserved.code}: ${reserved.detail}`);
  if (unwritten !== undefined) unwritten.reservedSatang = reserved.value.reservedSatang;
}

/**
 * Gives part of a reservation back, and writes `beside` by the same statement. Returns the sum, which
 * is locked then, and who waits for room. Throws when less than that is reserved.
 */
export async function giveBackReserved(
  work: CaseWork,
  stolenSumId: string,
  amount: Satang,
  beside: Beside,
): Promise<SumNow> {
  const now = await addReserved(work.manager, stolenSumId, -amount, beside);
  work.sumIsNow(now.sum);
  giveBack(lessReserved(now.sum, -amount), amount);
  return now;
}

/** Returns a sum as it was before `satang` of it was reserved. */
function lessReserved(sum: StolenSumRow | undefined, satang: Satang): StolenSumRow {
  if (sum === undefined) throw new Error('a sum is noted to be written, or it was changed');
  return { ...sum, reservedSatang: sum.reservedSatang - satang };
}
