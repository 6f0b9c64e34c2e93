import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** Each finding that a judgement ended. */
const ENDED = `
  ended AS (SELECT j.case_id, j.number, f.id
              FROM judgement j CROSS JOIN unnest(j.ended_finding_ids) AS f (id))`;

const RULES: readonly SqlRule[] = [
  {
    why: 'is a judgement whose chain does not tell it once, with its findings and its time',
    sql: `SELECT coalesce(j.case_id, e.chain) || '#' || coalesce(j.number::text, e.number, '?') AS id
            FROM judgement j FULL JOIN (
              SELECT chain, payload->>'judgement' AS number, count(*) AS times,
                     min(payload->>'findings') AS findings, min(at) AS at
                FROM audit_event WHERE type = 'case.judged' GROUP BY 1, 2) e
              ON e.chain = j.case_id AND e.number = j.number::text
           WHERE e.times IS DISTINCT FROM 1 OR e.findings IS DISTINCT FROM j.findings::text OR e.at IS DISTINCT FROM j.judged_at`,
  },
  {
    why: 'is a judgement that leaves a number out',
    sql: `SELECT case_id || '#' || max(number) AS id FROM judgement GROUP BY case_id HAVING max(number) <> count(*)`,
  },
  {
    why: 'is a judgement that has more or fewer findings than it says',
    sql: `WITH ${ENDED}, change AS (
              SELECT case_id, number, sum(findings) AS findings FROM (
                SELECT case_id, judgement AS number, 1 AS findings FROM finding
                UNION ALL SELECT case_id, number, -1 FROM ended
                UNION ALL SELECT case_id, number, 0 FROM judgement) AS each GROUP BY 1, 2)
          SELECT j.case_id || '#' || j.number AS id FROM judgement j JOIN (
              SELECT case_id, number, sum(findings) OVER (PARTITION BY case_id ORDER BY number) AS findings FROM change) c
              ON (c.case_id, c.number) = (j.case_id, j.number)
           WHERE c.findings <> j.findings`,
  },
  {
    why: 'is a judgement that ends a finding which did not stand before it',
    sql: `WITH ${ENDED}
          SELECT e.case_id || '#' || e.number AS id FROM ended e
            LEFT JOIN finding f ON f.id = e.id AND f.case_id = e.case_id AND f.judgement < e.number
           WHERE f.id IS NULL
          UNION SELECT case_id || '#' || max(number) FROM ended GROUP BY case_id, id HAVING count(*) > 1`,
  },
  {
    why: 'has not the time of the judgement that made it',
    sql: `SELECT f.id FROM finding f JOIN judgement j ON (j.case_id, j.number) = (f.case_id, f.judgement)
           WHERE f.judged_at <> j.judged_at`,
  },
];

/**
 * The judgements of each case: one after the other, each with the findings that it says, whichever
 * judgement wrote them.
 */
export const judgements: Check = {
  id: 'JUDGED',
  title: 'every judgement reads whole, as the chain of its case tells',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM judgement', RULES),
};
