import { decideReleaseReceipt } from '../../../domain/hold/decide-message.js';
import type { ReleaseReceiptMessage } from '../../../domain/hold/messages.js';
import { clockToleranceMs } from '../../../domain/rulebook/clock-tolerance.js';
import { after, earlier } from '../../../domain/time.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { applyHoldCommands } from './apply-hold-commands.js';

/**
 * Applies an institution's receipt for a release, as the domain decides (`decideReleaseReceipt`).
 * Returns the code of its outcome.
 */
export async function applyReleaseReceipt(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  receipt: ReleaseReceiptMessage,
): Promise<string> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const { code, commands } = decideReleaseReceipt({ hold, orders }, receipt, {
    isOfHold: receipt.holdId === hold.id,
    at: earlier(new Date(receipt.at), after(message.receivedAt, clockToleranceMs(work.rulebook, work.now))),
  });
  await applyHoldCommands({ work, hold, orders, message }, commands);
  return code;
}
