import type { DataSource } from 'typeorm';
import { appendAudit, SYSTEM_CHAIN } from '../../src/persistence/audit/append-audit.js';
import { databaseNow } from '../../src/persistence/clock.js';
import { inTransaction } from '../../src/persistence/unit-of-work.js';

/**
 * Puts a row of P-RESID in force that switches the watch on or off, as if two persons had approved
 * it `ago`. A process that has read the rulebook keeps its copy for a minute.
 */
export async function switchResidualWatch(db: DataSource, enabled: boolean, ago = '1 day'): Promise<void> {
  await inTransaction(db, async (manager) => {
    await manager.query(
      `INSERT INTO rule_row
     SELECT 'th/P-RESID/' || $1, rulebook, rule_id, now() - $2::interval, NULL,
            body || jsonb_build_object('rowId', 'th/P-RESID/' || $1, 'effectiveFrom', now() - $2::interval, 'parameters', jsonb_build_object('enabled', $1::boolean))
       FROM rule_row WHERE row_id = 'th/P-RESID/2025-04-13'`,
      [String(enabled), ago],
    );
    const rowIds = [`th/P-RESID/${enabled}`];
    await appendAudit(manager, SYSTEM_CHAIN, 'system', await databaseNow(manager), [
      { type: 'rulebook.rows_added', payload: { rowIds } },
    ]);
  });
}
