import type { EntityManager } from 'typeorm';
import { rowsOf } from '../case/read-rows.js';

/** Cases linked with the case of `of`, with the kind of each link. */
const NEIGHBOURS = (of: string): string => `
  SELECT other_case_id AS id, kind FROM case_link WHERE case_id = ${of}
  UNION ALL SELECT case_id, kind FROM case_link WHERE other_case_id = ${of}`;

/**
 * The case `$1` and all that are linked with it, directly or through others: `$2` at most, the
 * recursion ends there.
 */
export const GROUP = `
  grp AS (
    SELECT id FROM (
      WITH RECURSIVE linked (id) AS (
        SELECT $1::text UNION SELECT n.id FROM linked g CROSS JOIN LATERAL (${NEIGHBOURS('g.id')}) n)
      SELECT id FROM linked LIMIT $2) AS found)`;

/**
 * A case counts while its complaint stands and its victim's institution has not denied the debit: a
 * false report makes nobody a victim.
 */
const COUNTED = `
  counted AS (
    SELECT DISTINCT s.id AS sum_id, s.amount_satang, f.id AS case_id, f.victim_institution || ':' || f.victim_account_no AS victim
      FROM grp JOIN claim c ON c.case_id = grp.id AND c.ended_at IS NULL
      JOIN stolen_sum s ON s.id = c.stolen_sum_id
      JOIN case_file f ON f.id = c.case_id
      LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
     WHERE d.state IS DISTINCT FROM 'denied')`;

/** What the cases of a group come to. The same transfer claimed by several counts once. */
export interface GroupTotals {
  cases: number;
  victims: number;
  stolenSatang: bigint;
  heldSatang: bigint;
  /** Other victims whose complaints name the same number or wallet as this case. */
  contactVictims: number;
}

/** The totals of the group of a case, of `maxCases` cases at most. */
export async function readGroupTotals(manager: EntityManager, caseId: string, maxCases: number): Promise<GroupTotals> {
  const [row] = await rowsOf<{ cases: string; victims: string; stolen: string; held: string; contacts: string }>(
    manager,
    `WITH ${GROUP}, ${COUNTED}
     SELECT (SELECT count(*) FROM grp) AS cases,
            (SELECT count(DISTINCT victim) FROM counted) AS victims,
            (SELECT coalesce(sum(amount_satang), 0) FROM (SELECT DISTINCT sum_id, amount_satang FROM counted) AS sums) AS stolen,
            (SELECT coalesce(sum(h.held_satang), 0) FROM hold h
              WHERE h.stolen_sum_id IN (SELECT sum_id FROM counted) AND h.state IN ('held', 'partly_held', 'release_ordered')) AS held,
            (SELECT count(DISTINCT victim) FROM counted
              WHERE case_id IN (SELECT n.id FROM (${NEIGHBOURS('$1')}) n WHERE n.kind IN ('phone', 'wallet'))
                AND victim NOT IN (SELECT victim_institution || ':' || victim_account_no FROM case_file WHERE id = $1)) AS contacts`,
    [caseId, maxCases],
  );
  if (row === undefined) throw new Error('a count gave no row');
  return {
    cases: Number(row.cases),
    victims: Number(row.victims),
    stolenSatang: BigInt(row.stolen),
    heldSatang: BigInt(row.held),
    contactVictims: Number(row.contacts),
  };
}
