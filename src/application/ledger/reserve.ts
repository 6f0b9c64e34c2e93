import type { EntityManager } from 'typeorm';
import { giveBack, reserveFrom } from '../../domain/ledger/ledger.js';
import type { Satang } from '../../domain/money.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { CaseWork } from '../case/case-work.js';

/**
 * Reserves part of a stolen sum, also of one that this transaction is about to write. Throws when
 * less is free: the plan that asked for it is wrong.
 */
export async function reserve(work: CaseWork, stolenSumId: string, amount: Satang): Promise<void> {
  const unwritten = work.unwritten(StolenSumRow, stolenSumId);
  const reserved = reserveFrom(unwritten ?? (await lockSum(work.manager, stolenSumId)), amount);
  if (!reserved.ok) throw new Error(`${reserved.code}: ${reserved.detail}`);
  const { reservedSatang } = reserved.value;
  if (unwritten === undefined) await write(work.manager, stolenSumId, reservedSatang);
  else unwritten.reservedSatang = reservedSatang;
}

/** Gives part of a reservation back. Throws when less than that is reserved. */
export async function giveBackReserved(manager: EntityManager, stolenSumId: string, amount: Satang): Promise<void> {
  if (amount === 0n) return;
  const { reservedSatang } = giveBack(await lockSum(manager, stolenSumId), amount);
  await write(manager, stolenSumId, reservedSatang);
}

function lockSum(manager: EntityManager, id: string): Promise<StolenSumRow> {
  return manager.findOneOrFail(StolenSumRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

async function write(manager: EntityManager, id: string, reservedSatang: Satang): Promise<void> {
  await manager.update(StolenSumRow, { id }, { reservedSatang });
}
