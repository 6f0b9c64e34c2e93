import type { EntityManager } from 'typeorm';
import type { Satang } from '../../domain/money.js';

/** Reserves part of a stolen sum. Throws when the sum does not have it free: the plan that asked for it is wrong. */
export async function reserve(manager: EntityManager, stolenSumId: string, amount: Satang): Promise<void> {
  await change(manager, stolenSumId, amount);
}

/** Gives a reservation back. Throws when more is given back than is reserved. */
export async function free(manager: EntityManager, stolenSumId: string, amount: Satang): Promise<void> {
  if (amount > 0n) await change(manager, stolenSumId, -amount);
}

async function change(manager: EntityManager, stolenSumId: string, by: Satang): Promise<void> {
  const [, changed]: [unknown, number] = await manager.query(
    `UPDATE stolen_sum SET reserved_satang = reserved_satang + $2 WHERE id = $1`,
    [stolenSumId, by.toString()],
  );
  if (changed !== 1) throw new Error(`no stolen sum ${stolenSumId}`);
}
