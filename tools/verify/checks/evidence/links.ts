import type { EntityManager } from 'typeorm';
import { type Link, type LinkKey, linksBetween } from '../../../../src/domain/link/link-between-cases.js';
import type { StoredRuleRow } from '../../../../src/persistence/entities/findings/rulebook.entities.js';
import { fromStoredRule } from '../../../../src/persistence/rulebook/stored-rule.js';
import type { Check } from '../../check.js';
import { applySqlRules, countOf, type SqlRule } from '../../sql-rules.js';

/** The links in the audit chains, and how often each stands there. */
const TOLD = `
  told AS (SELECT chain, payload->>'linkId' AS link_id, payload->>'otherCaseId' AS other, count(*) AS times
             FROM audit_event WHERE type = 'case.linked' GROUP BY 1, 2, 3)`;

const RULES: readonly SqlRule[] = [
  {
    why: 'is a link that is not told once in the chains of both its cases',
    sql: `WITH ${TOLD} SELECT l.id FROM case_link l
            LEFT JOIN told a ON a.link_id = l.id AND a.chain = l.case_id AND a.other = l.other_case_id
            LEFT JOIN told b ON b.link_id = l.id AND b.chain = l.other_case_id AND b.other = l.case_id
           WHERE a.times IS DISTINCT FROM 1 OR b.times IS DISTINCT FROM 1`,
  },
  {
    why: 'tells of a link that is not there',
    sql: `WITH ${TOLD} SELECT t.chain || ': ' || coalesce(t.link_id, '?') AS id FROM told t
            LEFT JOIN case_link l ON l.id = t.link_id AND t.chain IN (l.case_id, l.other_case_id) WHERE l.id IS NULL`,
  },
  {
    why: 'shows another number of linked cases than it has links to',
    sql: `SELECT f.id FROM case_file f LEFT JOIN (
              SELECT id, count(DISTINCT other) AS cases FROM (
                SELECT case_id AS id, other_case_id AS other FROM case_link UNION ALL SELECT other_case_id, case_id FROM case_link) AS linked
               GROUP BY id) n ON n.id = f.id
           WHERE f.linked_cases <> coalesce(n.cases, 0)`,
  },
  {
    why: 'shares a subject with another case, both were compared, and no link says so',
    sql: `SELECT k.case_id AS id FROM link_key k
           WHERE k.outcome = 'compared'
             AND EXISTS (SELECT 1 FROM link_key o WHERE o.kind = k.kind AND o.key = k.key AND o.case_id <> k.case_id AND o.outcome = 'compared')
             AND NOT EXISTS (SELECT 1 FROM case_link l WHERE l.case_id = k.case_id AND l.kind = k.kind AND l.key = k.key)
             AND NOT EXISTS (SELECT 1 FROM case_link l WHERE l.other_case_id = k.case_id AND l.kind = k.kind AND l.key = k.key)`,
  },
];

/** The links between cases: the subjects of both cases make each link, and both chains have it. */
export const links: Check = {
  id: 'LINKS',
  title: 'cases are linked where their subjects meet, and the chains of both tell it',
  async run({ manager }) {
    const told = await applySqlRules(manager, 'SELECT count(*) FROM case_link', RULES);
    const unfounded = await unfoundedLinks(manager);
    const subjects = await countOf(manager, 'SELECT count(*) FROM link_key');
    return { checked: told.checked + subjects, violations: [...unfounded, ...told.violations] };
  },
};

interface Pair {
  links: (Link & { id: string; rule: StoredRuleRow })[];
  ones: LinkKey[];
  others: LinkKey[];
}

/**
 * Returns the links that the subjects of their two cases do not make, by the link's own rule row.
 */
async function unfoundedLinks(manager: EntityManager): Promise<string[]> {
  const keysOf = (id: string) =>
    `(SELECT coalesce(json_agg(json_build_object('kind', k.kind, 'key', k.key)), '[]') FROM link_key k WHERE k.case_id = ${id})`;
  const pairs: Pair[] = await manager.query(
    `SELECT json_agg(json_build_object('id', l.id, 'kind', l.kind, 'key', l.key, 'strength', l.strength, 'rule', r.body)) AS links,
            ${keysOf('l.case_id')} AS ones, ${keysOf('l.other_case_id')} AS others
       FROM case_link l JOIN rule_row r ON r.row_id = l.rule_row_id GROUP BY l.case_id, l.other_case_id`,
  );
  return pairs.flatMap(({ links: kept, ones, others }) =>
    kept
      .filter(({ rule, ...link }) => !isFounded(link, linksBetween(ones, others, fromStoredRule(rule))))
      .map(({ id }) => `${id}: links two cases that do not share its subject, or with another strength`),
  );
}

function isFounded(link: Link, founded: readonly Link[]): boolean {
  return founded.some(
    ({ kind, key, strength }) => kind === link.kind && key === link.key && strength === link.strength,
  );
}
