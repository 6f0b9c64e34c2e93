import type { DataSource } from 'typeorm';
import { appendAudit, SYSTEM_CHAIN } from '../../src/persistence/audit/append-audit.js';
import { databaseNow } from '../../src/persistence/clock.js';
import { inTransaction } from '../../src/persistence/unit-of-work.js';
import type { RuleId, RuleRow } from '../../src/domain/rulebook/row.js';

/**
 * Puts a row of a policy with other parameters in force in `th`, as if two persons had approved it
 * `ago`; what is not named stays. A process that has read the rulebook keeps its copy for a minute.
 */
export async function switchPolicy(
  db: DataSource,
  ruleId: RuleId,
  parameters: RuleRow['parameters'],
  ago = '1 hour',
): Promise<void> {
  await inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    const rowId = `th/${ruleId}/${Object.values(parameters).join()}`;
    await manager.query(
      `INSERT INTO rule_row
     SELECT $2, rulebook, rule_id, now() - $4::interval, NULL,
            body || jsonb_build_object('rowId', $2::text, 'effectiveFrom', now() - $4::interval, 'effectiveTo', NULL,
                                       'parameters', (body->'parameters') || $3::jsonb)
       FROM rule_row WHERE rulebook = 'th' AND rule_id = $1 ORDER BY effective_from DESC LIMIT 1`,
      [ruleId, rowId, JSON.stringify(parameters), ago],
    );
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, [
      { type: 'rulebook.rows_added', payload: { rowIds: [rowId] } },
    ]);
  });
}
