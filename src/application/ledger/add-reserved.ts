import type { EntityManager } from 'typeorm';
import type { Satang } from '../../domain/money.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { Beside } from '../../persistence/insert-together.js';
import { entityOf, rowAsJson } from '../../persistence/read-together.js';

/**
 * Adds to what is reserved of a sum, or takes from it, by the statement that locks it; `beside` is
 * written by the same statement. Returns the sum as it is then. The database refuses to reserve more
 * than was stolen, and less than nothing.
 */
export async function addReserved(
  manager: EntityManager,
  id: string,
  satang: Satang,
  beside?: Beside,
): Promise<StolenSumRow> {
  const more = beside === undefined ? '' : `, ${beside.sql(3)}`;
  const [changed] = await manager.query<{ row: unknown }[]>(
    `WITH changed AS (
       UPDATE stolen_sum r SET reserved_satang = r.reserved_satang + $2::bigint WHERE r.id = $1
       RETURNING ${rowAsJson(manager, StolenSumRow)} AS row)${more}
     SELECT row FROM changed`,
    [id, satang.toString(), ...(beside?.parameters ?? [])],
  );
  if (changed === undefined) throw new Error(`no stolen sum ${id}`);
  return entityOf(manager, StolenSumRow, changed.row);
}
