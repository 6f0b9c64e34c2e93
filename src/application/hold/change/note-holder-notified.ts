import { IsNull, LessThanOrEqual } from 'typeorm';
import { mayBeToldOfRelease } from '../../../domain/hold/hold.js';
import type { HolderToldOf } from '../../../domain/hold/messages.js';
import { after, earlier, later, MINUTE_MS } from '../../../domain/time.js';
import {
  HoldOrderRow,
  HoldRow,
  ReceiptRow,
  ReleaseOrderRow,
} from '../../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** Clocks of institutions may differ from ours by this much. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/** An institution's statement that the holder was told, and when (RFC 3339 UTC). */
export interface HolderTold {
  /** Absent: of the hold. */
  of?: HolderToldOf | undefined;
  notifiedAt: string;
}

/**
 * Notes when the holder was told of a hold, of a part released or caught later, or of the release
 * (P-TELL). The first statement counts: `DUPLICATE` for a later one. A time before the order or
 * after the message's arrival is not accepted, nor a release before any was ordered
 * (`IMPOSSIBLE_TIME`): the duty stays open and shows. Returns the outcome's code.
 */
export async function noteHolderNotified(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  { of = 'hold', notifiedAt }: HolderTold,
): Promise<string> {
  const at = new Date(notifiedAt);
  const earliest = await earliestTelling(work, hold, of);
  if (earliest === 'told') return 'DUPLICATE';
  const isPossible =
    earliest !== 'not_yet' &&
    at >= after(earliest, -CLOCK_TOLERANCE_MS) &&
    at <= after(message.receivedAt, CLOCK_TOLERANCE_MS);
  if (!isPossible) {
    work.audit('holder.notice_doubted', { holdId: hold.id, of, messageId: message.id });
    return 'IMPOSSIBLE_TIME';
  }
  if (of === 'part') await markPartsTold(work, hold, at);
  else {
    const column = of === 'hold' ? 'holderNotifiedAt' : 'releaseNotifiedAt';
    hold[column] = at;
    await work.manager.update(HoldRow, { id: hold.id }, { [column]: at });
  }
  work.audit('holder.notified', { holdId: hold.id, of, at: at.toISOString() });
  return 'APPLIED';
}

/**
 * Returns when the holder can have been told first; `told` when the telling is on record, `not_yet`
 * when there is nothing to tell.
 */
async function earliestTelling(work: CaseWork, hold: HoldRow, of: HolderToldOf): Promise<Date | 'told' | 'not_yet'> {
  switch (of) {
    case 'hold':
      return hold.holderNotifiedAt === null ? hold.orderedAt : 'told';
    case 'release':
      return hold.releaseNotifiedAt === null ? releasedFrom(work, hold) : 'told';
    case 'part': {
      const where = { holdId: hold.id, changesAmount: true, holderNotifiedAt: IsNull() };
      const first = await work.manager.findOne(HoldOrderRow, { where, order: { sequence: 'ASC' } });
      return first?.issuedAt ?? 'told';
    }
  }
}

/** Marks every earlier change of the amount as told: the holder hears what is held now. */
async function markPartsTold(work: CaseWork, hold: HoldRow, at: Date): Promise<void> {
  const issuedAt = LessThanOrEqual(after(at, CLOCK_TOLERANCE_MS));
  await work.manager.update(
    HoldOrderRow,
    { holdId: hold.id, changesAmount: true, holderNotifiedAt: IsNull(), issuedAt },
    { holderNotifiedAt: at },
  );
}

/**
 * Returns the time of the release order. A hold that its institution ended without one was over
 * when it says so.
 */
async function releasedFrom(work: CaseWork, hold: HoldRow): Promise<Date | 'not_yet'> {
  const { manager, now } = work;
  if (!mayBeToldOfRelease(hold)) return 'not_yet';
  const release = await manager.findOneBy(ReleaseOrderRow, { holdId: hold.id, again: false });
  if (release !== null) return release.orderedAt;
  // What ended it may be noted in this transaction.
  await work.writeRows();
  const where = { holdId: hold.id, applied: true };
  const last = await manager.findOne(ReceiptRow, { where, order: { id: 'DESC' } });
  return later(hold.orderedAt, earlier(last?.at ?? now, hold.endedAt ?? now));
}
