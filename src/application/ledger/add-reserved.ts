import type { EntityManager } from 'typeorm';
import type { Satang } from '../../domain/money.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import type { Beside } from '../../persistence/insert-together.js';
import { entityOf, rowAsJson } from '../../persistence/read-together.js';

/** A sum after its reservation changed. */
export interface SumNow {
  sum: StolenSumRow;
  /** The open cases that wait for room of the same debit. */
  waitingCaseIds: string[];
}

/**
 * SQL of the open cases that claim another sum about the debit of the sum `changed`, of which a part was asked for
 * less than it brought, or for nothing, because there was no room.
 */
const WAITING = `ARRAY(
  SELECT DISTINCT c.case_id FROM transfer t JOIN transfer o ON (o.from_institution, o.reference) = (t.from_institution, t.reference) AND o.id <> t.id
    JOIN stolen_sum x ON x.transfer_id = o.id JOIN claim c ON c.stolen_sum_id = x.id AND c.ended_at IS NULL
    JOIN case_file f ON f.id = c.case_id AND f.closed_at IS NULL
   WHERE t.id = changed.transfer_id AND t.contested
     AND EXISTS (SELECT FROM trail_link l LEFT JOIN hold h ON h.trail_link_id = l.id
                  WHERE l.stolen_sum_id = x.id AND (h.requested_satang < l.attributed_satang OR l.stop_reason = 'fully_reserved')))`;

/**
 * Adds to what is reserved of a sum, or takes from it, by the statement that locks it; `beside` is
 * written by the same statement. Returns the sum as it is then, and who waits for what it gives back. The
 * database refuses to reserve more than was stolen, and less than nothing.
 */
export async function addReserved(
  manager: EntityManager,
  id: string,
  satang: Satang,
  beside?: Beside,
): Promise<SumNow> {
  const more = beside === undefined ? '' : `, ${beside.sql(3)}`;
  const [changed] = await manager.query<{ row: unknown; waiting: string[] }[]>(
    `WITH changed AS (
       UPDATE stolen_sum r SET reserved_satang = r.reserved_satang + $2::bigint WHERE r.id = $1
       RETURNING r.transfer_id, ${rowAsJson(manager, StolenSumRow)} AS row)${more}
     SELECT row, ${satang < 0n ? WAITING : `'{}'::text[]`} AS waiting FROM changed`,
    [id, satang.toString(), ...(beside?.parameters ?? [])],
  );
  if (changed === undefined) throw new Error(`no stolen sum ${id}`);
  return { sum: entityOf(manager, StolenSumRow, changed.row), waitingCaseIds: changed.waiting };
}
