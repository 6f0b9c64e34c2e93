import { decideLapse } from '../../../domain/hold/decide-message.js';
import type { HoldLapsedMessage } from '../../../domain/hold/messages.js';
import { clockToleranceMs } from '../../../domain/rulebook/clock-tolerance.js';
import { earlier } from '../../../domain/time.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { SAYS_NO } from '../../message/answer-message.js';
import { applyHoldCommands } from './apply-hold-commands.js';

/**
 * Applies an institution's report that a hold lapsed by itself, as the domain decides
 * (`decideLapse`). Returns the code of its outcome.
 */
export async function applyLapse(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  report: HoldLapsedMessage,
): Promise<string> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const beside = {
    isOfHold: report.holdId === hold.id,
    isCurrentOrder: !(await hasNewerOrder(work, hold, report.orderId)),
    // A lapse cannot lie after its report, whatever the report says.
    at: earlier(new Date(report.at), message.receivedAt),
    toleranceMs: clockToleranceMs(work.rulebook, work.now),
  };
  const { code, commands } = decideLapse({ hold, orders }, report, beside, work.rulebook);
  await applyHoldCommands({ work, hold, orders, message }, commands);
  return code;
}

/** Returns whether a newer order, which the institution did not refuse, carries the hold on. */
async function hasNewerOrder(work: CaseWork, hold: HoldRow, lapsedOrderId: string): Promise<boolean> {
  const newer: unknown[] = await work.manager.query(
    `SELECT 1 FROM hold_order o JOIN hold_order lapsed ON lapsed.id = $2 AND lapsed.hold_id = o.hold_id
      WHERE o.hold_id = $1 AND o.sequence > lapsed.sequence
        AND NOT EXISTS (SELECT 1 FROM inbox_message m WHERE m.subject_id = o.id AND m.kind = 'order.rejected' AND ${SAYS_NO})
        AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.order_id = o.id AND r.result = 'REFUSED_LEGAL')`,
    [hold.id, lapsedOrderId],
  );
  return newer.length > 0;
}
