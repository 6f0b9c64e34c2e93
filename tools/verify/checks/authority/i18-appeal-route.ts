import type { EntityManager } from 'typeorm';
import { tierClock } from '../../../../src/domain/appeal/tier-clock.js';
import { AppealRow } from '../../../../src/persistence/entities/case/appeal.entities.js';
import { CaseFileRow } from '../../../../src/persistence/entities/case/case.entities.js';
import { loadRulebook } from '../../../../src/persistence/rulebook/load-rulebook.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

const RULES: readonly SqlRule[] = [
  {
    why: 'has a reference that does not lead to its case',
    sql: `SELECT h.id FROM hold h JOIN case_file f ON f.id = h.case_id WHERE NOT starts_with(h.notice_reference, f.case_no || '/')`,
  },
  {
    why: 'was ordered without the words that tell its holder how to appeal',
    sql: `SELECT o.hold_id AS id FROM hold_order o JOIN exchange x ON x.message_id = o.id AND x.direction = 'out'
           WHERE NOT x.fields @> '{holderNotice.reference,holderNotice.appealPhone,holderNotice.since,holderNotice.kind,holderNotice.orderedBy,holderNotice.orderedByTh,holderNotice.basis.th,holderNotice.expiresAt,holderNotice.amountSatang}'
              OR (o.sequence = 1 AND NOT 'holderNotice.appealSecret' = ANY (x.fields))`,
  },
  {
    why: 'is of a later round, though nobody decided after the answers of the one before that the hold goes on',
    sql: `SELECT a.id FROM appeal a WHERE a.round > 1
            AND NOT EXISTS (SELECT 1 FROM appeal_filing g WHERE g.appeal_id = a.id AND g.way = 'finding' AND g.filed_at = a.received_at)
            AND NOT EXISTS (
            SELECT 1 FROM appeal p JOIN hold_order o ON o.hold_id = p.hold_id JOIN hold_order b ON b.id = o.replaces_order_id
             WHERE p.hold_id = a.hold_id AND p.round = a.round - 1 AND o.issued_at > p.settled_at AND o.issued_at <= a.received_at
               AND o.kind IN ('aoc_suspension', 'continue_order', 'whole_account') AND (o.kind <> b.kind OR o.expires_at > b.expires_at))`,
  },
  {
    why: 'was judged by a person who had a part in the hold',
    sql: `SELECT DISTINCT d.id FROM appeal_decision d JOIN appeal a ON a.id = d.appeal_id CROSS JOIN LATERAL parts_in_hold(a.hold_id) p
           WHERE p.person = d.person AND p.at < d.decided_at`,
  },
];

/**
 * I18: every hold has a reference and a way to appeal, every appeal has the clock of its tier, and
 * every later round has the decision that opened it.
 */
export const appealRoute: Check = {
  id: 'I18',
  title:
    'every hold has a reference and a way to appeal; every appeal has the clock of its tier and a judge without a part in it',
  async run({ manager }) {
    const found = await applySqlRules(
      manager,
      'SELECT (SELECT count(*) FROM hold) + (SELECT count(*) FROM appeal)',
      RULES,
    );
    return { ...found, violations: [...found.violations, ...(await wronglyTimed(manager))] };
  },
};

const PAGE = 1_000;

/**
 * Returns the appeals whose target, breach or rule is not what the row of their tier gives,
 * counted from when they reached the tier.
 */
async function wronglyTimed(manager: EntityManager): Promise<string[]> {
  const violations: string[] = [];
  for (let last = ''; ;) {
    const { entities, raw } = await manager
      .createQueryBuilder(AppealRow, 'a')
      .innerJoin(CaseFileRow, 'f', 'f.id = a.caseId')
      .addSelect('f.rulebook', 'rulebook')
      .where('a.id > :last', { last })
      .orderBy('a.id')
      .limit(PAGE)
      .getRawAndEntities<{ rulebook: string }>();
    for (const [index, appeal] of entities.entries()) {
      const rulebook = await loadRulebook(manager, raw[index]?.rulebook ?? '');
      const { rule, targetAt, breachAt } = tierClock(appeal.tier, appeal.tierSince, rulebook);
      const isRight =
        appeal.ruleRowId === rule.rowId &&
        appeal.targetAt.getTime() === targetAt.getTime() &&
        appeal.breachAt.getTime() === breachAt.getTime();
      if (!isRight) violations.push(`${appeal.id}: has another clock than ${rule.rowId} gives`);
    }
    const end = entities.at(-1);
    if (end === undefined || entities.length < PAGE) return violations;
    last = end.id;
  }
}
