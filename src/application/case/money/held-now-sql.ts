import { MONEY_HELD_STATES } from '../../../domain/hold/hold.js';
import { sqlList } from '../../../persistence/sql-list.js';

/** Writes the SQL for what the hold `alias` suspends now, in satang: `heldNow` of the domain. */
export function heldNowSql(alias: string): string {
  return `CASE WHEN ${alias}.state IN (${sqlList(MONEY_HELD_STATES)}) THEN ${alias}.held_satang ELSE 0 END`;
}
