import type { EntityManager } from 'typeorm';
import { giveBack, reserveFrom } from '../../domain/ledger/ledger.js';
import type { Satang } from '../../domain/money.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';

/**
 * Reserves part of a stolen sum. Throws when less is free: the plan that asked for it is wrong.
 */
export async function reserve(manager: EntityManager, stolenSumId: string, amount: Satang): Promise<void> {
  const sum = await lockSum(manager, stolenSumId);
  const reserved = reserveFrom(sum, amount);
  if (!reserved.ok) throw new Error(`${reserved.code}: ${reserved.detail}`);
  await write(manager, stolenSumId, reserved.value.reservedSatang);
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
