import type { EntityManager } from 'typeorm';
import { deadlineOf } from '../../domain/deadlines/deadline-of.js';
import { type Rulebook, findRule } from '../../domain/rulebook/in-force.js';
import { type HoldSeen, newsOfHold } from '../../domain/telling/news.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { VictimNewsRow } from '../../persistence/entities/telling.entities.js';
import { newId } from '../../persistence/ids.js';

/** News of a transaction: of a hold, to whoever claims its money, or of a case alone. */
export type NewNews = Pick<VictimNewsRow, 'kind' | 'holdId' | 'institution' | 'amountSatang' | 'reason'> &
  ({ stolenSumId: string; caseId: null } | { stolenSumId: null; caseId: string });

/** The news that a change of a hold is, or undefined. */
export function newsOf(hold: HoldRow, before: HoldSeen): NewNews | undefined {
  const news = newsOfHold(before, hold);
  if (news === null) return undefined;
  const { id: holdId, stolenSumId, institution, stateReason } = hold;
  const reason = hold.state === 'released' ? stateReason : null;
  return { ...news, holdId, institution, reason, stolenSumId, caseId: null };
}

/** The news that a case is over. */
export function newsOfClosing(caseId: string): NewNews {
  return { kind: 'closed', holdId: null, institution: null, amountSatang: 0n, reason: null, stolenSumId: null, caseId };
}

/** A case that was opened by a notice of section 6 has no victim who could be told. */
const WRITE = `
  INSERT INTO victim_news (id, case_id, kind, hold_id, institution, amount_satang, reason, rule_row_id, at, due_at)
  SELECT n.id, told.case_id, n.kind, n."holdId", n.institution, n."amountSatang", n.reason, $2, $3, $4
    FROM jsonb_to_recordset($1::jsonb) AS n (id text, "caseId" text, kind text, "holdId" text, institution text,
         "amountSatang" bigint, reason text, "stolenSumId" text)
   CROSS JOIN LATERAL (
         SELECT n."caseId" AS case_id WHERE n."caseId" IS NOT NULL
         UNION SELECT c.case_id FROM claim c WHERE c.stolen_sum_id = n."stolenSumId") told
   WHERE NOT EXISTS (SELECT 1 FROM noticed_transfer t WHERE t.case_id = told.case_id AND NOT t.joined)`;

/**
 * Writes down by one statement what victims are to be told, in the transaction that it comes from.
 * Nothing when no row of P-TELL is in force: then nobody owes it.
 */
export async function writeNews(
  manager: EntityManager,
  news: readonly NewNews[],
  rulebook: Rulebook,
  now: Date,
): Promise<void> {
  const rule = findRule(rulebook, 'P-TELL', now);
  if (rule === undefined) return;
  const due = deadlineOf(rule, now, { rulebook, now });
  const rows = news.map((one) => ({ ...one, id: newId(), amountSatang: one.amountSatang.toString() }));
  await manager.query(WRITE, [JSON.stringify(rows), rule.rowId, now, due?.dueAt ?? now]);
}
