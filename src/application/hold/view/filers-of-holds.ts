import type { EntityManager } from 'typeorm';
import { rowsOf } from '../../case/work/read-rows.js';

/**
 * Reads who brought appeals for the holder against each of some holds, at the desk or by a finding; also
 * against the earlier hold whose place one takes.
 */
export async function filersOfHolds(
  manager: EntityManager,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await rowsOf<{ holdId: string; persons: string[] }>(
    manager,
    `WITH RECURSIVE line AS (
       SELECT id AS of_hold, id FROM unnest($1::text[]) AS asked (id)
       UNION SELECT line.of_hold, r.hold_id FROM line JOIN hold_order o ON o.hold_id = line.id
               JOIN freeze_request r ON r.id = o.freeze_request_id AND r.kind = 'reinstatement')
     SELECT line.of_hold AS "holdId", array_agg(DISTINCT g.filed_by) AS persons
       FROM line JOIN appeal p ON p.hold_id = line.id JOIN appeal_filing g ON g.appeal_id = p.id
      WHERE g.way IN ('desk', 'finding') GROUP BY line.of_hold`,
    [holdIds],
  );
  return new Map(rows.map(({ holdId, persons }) => [holdId, persons]));
}
