import type { EntityManager } from 'typeorm';
import type { InterestFacts } from '../../domain/interest/interest.js';
import { rowsOf } from '../case/work/read-rows.js';

/** What the record knows of who gains by a case, and who took a report of its money, or a part of one. */
export interface PersonsOfMoney extends InterestFacts {
  /** None of them asks for an order that needs another's word, or decides on it (`refuseTaker`). */
  takenBy: readonly string[];
}

/**
 * Reads what the record knows of who gains by a case, or by another that claims the same money, and who
 * took the reports. One statement; `subject` is the person whose interest it asks about.
 */
export async function readInterest(manager: EntityManager, caseId: string, subject: string): Promise<PersonsOfMoney> {
  const [facts] = await rowsOf<PersonsOfMoney>(
    manager,
    `SELECT coalesce((SELECT json_agg(DISTINCT jsonb_build_object('person', $2::text, 'knownBy', k.known_by))
                        FROM known_interests($1, $2) k), '[]') AS "onRecord",
            coalesce((SELECT json_agg(DISTINCT p.key) FROM phones_of_money($1) p), '[]') AS "phoneKeys",
            ARRAY(SELECT takers_of_report($1, 'infinity')) AS "takenBy"`,
    [caseId, subject],
  );
  if (facts === undefined) throw new Error('a reading of one row gave none');
  return facts;
}
