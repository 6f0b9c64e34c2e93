import { advisingModels } from '../../../../src/analysis/advising-models.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** Selects how many events of a type name the row `r` under a key, in the chain of a case. */
const told = (type: string, key: string, chain: string): string =>
  `(SELECT count(*) FROM audit_event e WHERE e.type = ${type} AND e.payload->>'${key}' = r.id AND e.chain = ${chain})`;

/** Advice with the row of P-ADVICE that it names, as far as that was in force for its case then. */
const WITH_RULE = `advice r JOIN case_file f ON f.id = r.case_id
  LEFT JOIN rule_row p ON p.row_id = r.rule_row_id AND p.rule_id = 'P-ADVICE' AND p.rulebook = f.rulebook
   AND p.effective_from <= r.made_at AND (p.effective_to IS NULL OR p.effective_to > r.made_at)`;

const rulesOf = (models: readonly string[]): readonly SqlRule[] => [
  {
    why: 'is advice of a model that is not on file',
    sql: 'SELECT id FROM advice WHERE NOT model_version = ANY ($1)',
    parameters: [models],
  },
  {
    why: 'has another score than the same model gave the same figures',
    sql: `SELECT max(id) AS id FROM advice GROUP BY model_version, kind, feature_hash HAVING min(score_ppm) <> max(score_ppm)`,
  },
  {
    why: 'is advice that P-ADVICE did not allow then, or that is valid for another time',
    sql: `SELECT r.id FROM ${WITH_RULE}
           WHERE NOT coalesce((p.body->'parameters'->>'enabled')::boolean
                   AND r.valid_until = r.made_at + (p.body->'parameters'->>'validMs')::bigint * interval '1 millisecond', false)`,
  },
  {
    why: 'has other advice than its chain tells of: some was added or taken away',
    sql: `SELECT coalesce(a.case_id, e.chain) AS id
            FROM (SELECT case_id, count(*) AS kept FROM advice GROUP BY case_id) a
            FULL JOIN (SELECT chain, sum((payload->>'count')::integer) AS kept FROM audit_event
                        WHERE type = 'advice.given' GROUP BY chain) e ON e.chain = a.case_id
           WHERE coalesce(a.kept, 0) <> coalesce(e.kept, 0)`,
  },
  {
    why: 'is a verdict on no advice of its case that was shown before',
    sql: `SELECT r.id FROM advice_verdict r LEFT JOIN advice a
              ON a.id = r.advice_id AND a.case_id = r.case_id AND a.made_at <= r.given_at AND NOT a.shadow
           WHERE a.id IS NULL`,
  },
  {
    why: 'is a verdict on other words than the advice has',
    sql: `SELECT r.id FROM advice_verdict r JOIN advice a ON a.id = r.advice_id
           WHERE NOT r.shown @> jsonb_build_object('kind', a.kind, 'scorePpm', a.score_ppm, 'band', a.band,
                   'reasons', a.reasons, 'modelVersion', a.model_version)`,
  },
  {
    why: 'is a verdict that its chain does not tell once',
    sql: `SELECT r.id FROM advice_verdict r WHERE ${told(`'advice.judged'`, 'verdictId', 'r.case_id')} <> 1`,
  },
  {
    why: 'tells that advice was shown which is not of its case, was made later, or was to be shown to nobody, as where a model was not sure',
    sql: `SELECT DISTINCT e.chain || '#' || e.sequence AS id
            FROM audit_event e CROSS JOIN jsonb_array_elements_text(
                   CASE jsonb_typeof(e.payload->'adviceIds') WHEN 'array' THEN e.payload->'adviceIds' ELSE '["none"]' END) AS shown (id)
            LEFT JOIN advice a ON a.id = shown.id AND a.case_id = e.chain AND a.made_at <= e.at AND NOT a.shadow
              AND a.band <> 'unsure'
           WHERE e.type = 'advice.shown' AND a.id IS NULL`,
  },
  {
    why: 'is a ruling on no suggested ring, or on other cases than it names',
    sql: `SELECT r.id FROM ring_ruling r LEFT JOIN advice a
              ON a.id = r.advice_id AND a.kind = 'ring' AND a.case_id = r.case_id AND a.made_at <= r.ruled_at AND NOT a.shadow
           WHERE a.id IS NULL
              OR r.case_ids IS DISTINCT FROM ARRAY(
                   SELECT id FROM (SELECT a.case_id AS id UNION SELECT jsonb_array_elements_text(a.detail->'cases')) named
                    ORDER BY id COLLATE "C")`,
  },
  {
    why: 'names a case that does not exist',
    sql: `SELECT r.id FROM ring_ruling r CROSS JOIN unnest(r.case_ids) AS named (case_id)
           WHERE NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = named.case_id)`,
  },
  {
    why: 'is an opinion, or an undoing, that belongs to no first opinion on the same cases',
    sql: `SELECT r.id FROM ring_ruling r LEFT JOIN ring_ruling c ON c.id = r.ring_id AND c.outcome IS NULL
             AND c.case_ids = r.case_ids AND c.ruled_at <= r.ruled_at
           WHERE c.id IS NULL`,
  },
  {
    why: 'is a second opinion of the person who gave the first, or comes to something else than both say',
    sql: `SELECT r.id FROM ring_ruling r JOIN ring_ruling c ON c.id = r.ring_id
           WHERE r.outcome <> 'undone' AND (c.person = r.person
              OR r.outcome <> CASE WHEN c.verdict <> r.verdict THEN 'disputed' WHEN r.verdict = 'together' THEN 'leads' ELSE 'apart' END)`,
  },
  {
    why: 'undoes a ring that two persons did not confirm before',
    sql: `SELECT r.id FROM ring_ruling r LEFT JOIN ring_ruling s
              ON s.ring_id = r.ring_id AND s.outcome = 'leads' AND s.ruled_at <= r.ruled_at
           WHERE r.outcome = 'undone' AND s.id IS NULL`,
  },
  {
    why: 'is a ruling that the chain of one of its cases does not tell once',
    sql: `SELECT DISTINCT r.id FROM ring_ruling r CROSS JOIN unnest(r.case_ids) AS named (case_id)
           WHERE ${told(`CASE r.verdict WHEN 'undo' THEN 'ring.undone' ELSE 'ring.opinion' END`, 'rulingId', 'named.case_id')} <> 1`,
  },
];

/**
 * Advice is what officers were shown: it names a model on file and the row that allowed it, the
 * chains tell of each, and what persons said is about advice that they could see. That an armed
 * hold was approved by another person is a part of I1.
 */
export const advice: Check = {
  id: 'ADVICE',
  title: 'advice is of models on file, as its chains tell it, and persons judged what they were shown',
  run: ({ manager }) =>
    applySqlRules(
      manager,
      `SELECT (SELECT count(*) FROM advice) + (SELECT count(*) FROM advice_verdict) + (SELECT count(*) FROM ring_ruling)`,
      rulesOf(advisingModels()),
    ),
};
