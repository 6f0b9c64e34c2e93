import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { sqlList } from '../../persistence/sql-list.js';

/**
 * SQL condition: nobody knows whether the order `o` of the hold `h` is followed. Its institution has answered neither
 * it nor a later one, and the hold is live. "Taken" (202) and `PENDING` are no answers. An order that lets a part go
 * is another matter: a holder waits for that one, not a victim.
 */
export const orderUnansweredSql = (o: string, h: string): string => `${o}.answered_at IS NULL
  AND ${h}.state IN (${sqlList(LIVE_HOLD_STATES)}) AND NOT (${o}.changes_amount AND ${o}.requested_satang < ${h}.held_satang)
  AND NOT EXISTS (SELECT 1 FROM hold_order later WHERE later.hold_id = ${o}.hold_id AND later.sequence > ${o}.sequence AND later.answered_at IS NOT NULL)`;
