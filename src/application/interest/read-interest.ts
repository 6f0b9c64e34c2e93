import type { EntityManager } from 'typeorm';
import type { InterestFacts } from '../../domain/interest/interest.js';
import { rowsOf } from '../case/work/read-rows.js';

/**
 * Reads what the record knows of who gains by a case, or by another that claims the same money. One
 * statement; `subject` is the person whom it asks about.
 */
export async function readInterest(manager: EntityManager, caseId: string, subject: string): Promise<InterestFacts> {
  const [facts] = await rowsOf<InterestFacts>(
    manager,
    `SELECT coalesce((SELECT json_agg(DISTINCT jsonb_build_object('person', $2::text, 'knownBy', k.known_by))
                        FROM known_interests($1, $2) k), '[]') AS "onRecord",
            coalesce((SELECT json_agg(DISTINCT p.key) FROM phones_of_money($1) p), '[]') AS "phoneKeys"`,
    [caseId, subject],
  );
  if (facts === undefined) throw new Error('a reading of one row gave none');
  return facts;
}
