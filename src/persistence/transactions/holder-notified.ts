import type { HolderNotifiedMessage } from '../../domain/hold/messages.js';
import { after, MINUTE_MS } from '../../domain/time.js';
import { HoldRow } from '../entities/hold.entities.js';
import type { InboxMessageRow } from '../entities/message.entities.js';
import type { CaseWork } from './case-work.js';

/** Clocks of institutions differ a little from ours. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/** Applies an institution's later word that the holder was told (P-TELL). Returns the outcome's code. */
export function applyHolderNotified(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  content: HolderNotifiedMessage,
): Promise<string> {
  return noteHolderNotified(work, message, hold, content.notifiedAt);
}

/**
 * Writes down when the holder was told of a hold. The first word counts: `DUPLICATE` for a later one. A time before the hold was ordered or after the
 * message arrived is believed by nobody (`IMPOSSIBLE_TIME`), so that the duty stays open and shows.
 */
export async function noteHolderNotified(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  notifiedAt: string,
): Promise<string> {
  const at = new Date(notifiedAt);
  if (hold.holderNotifiedAt !== null) return 'DUPLICATE';
  const isPossible =
    at >= after(hold.orderedAt, -CLOCK_TOLERANCE_MS) && at <= after(message.receivedAt, CLOCK_TOLERANCE_MS);
  if (!isPossible) {
    work.audit('holder.notice_doubted', { holdId: hold.id, messageId: message.id });
    return 'IMPOSSIBLE_TIME';
  }
  hold.holderNotifiedAt = at;
  await work.manager.update(HoldRow, { id: hold.id }, { holderNotifiedAt: at });
  work.audit('holder.notified', { holdId: hold.id, at: at.toISOString() });
  return 'APPLIED';
}
