import { IsNull, LessThanOrEqual } from 'typeorm';
import type { HolderToldOf } from '../../domain/hold/messages.js';
import { after, MINUTE_MS } from '../../domain/time.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import type { CaseWork } from '../case/case-work.js';

/** Clocks of institutions differ a little from ours. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/** What an institution says: of what the holder was told, and when. */
export interface HolderTold {
  of?: HolderToldOf | undefined;
  notifiedAt: string;
}

/**
 * Writes down when the holder was told of a hold, of a part that was let go or caught later, or of
 * the release (P-TELL). The first word counts: `DUPLICATE` for a later one. A time before the order
 * or after the message arrived is believed by nobody (`IMPOSSIBLE_TIME`), so that the duty stays
 * open and shows. Returns the outcome's code.
 */
export async function noteHolderNotified(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  { of = 'hold', notifiedAt }: HolderTold,
): Promise<string> {
  const at = new Date(notifiedAt);
  const orderedAt = await untoldSince(work, hold, of);
  if (orderedAt === null) return 'DUPLICATE';
  const isPossible = at >= after(orderedAt, -CLOCK_TOLERANCE_MS) && at <= after(message.receivedAt, CLOCK_TOLERANCE_MS);
  if (!isPossible) {
    work.audit('holder.notice_doubted', { holdId: hold.id, of, messageId: message.id });
    return 'IMPOSSIBLE_TIME';
  }
  if (of === 'part') await toldOfParts(work, hold, at);
  else {
    const column = of === 'hold' ? 'holderNotifiedAt' : 'releaseNotifiedAt';
    hold[column] = at;
    await work.manager.update(HoldRow, { id: hold.id }, { [column]: at });
  }
  work.audit('holder.notified', { holdId: hold.id, of, at: at.toISOString() });
  return 'APPLIED';
}

/**
 * Since when the holder can have been told of what nobody said yet that he was told of; null: of
 * all of it he was.
 */
async function untoldSince(work: CaseWork, hold: HoldRow, of: HolderToldOf): Promise<Date | null> {
  switch (of) {
    case 'hold':
      return hold.holderNotifiedAt === null ? hold.orderedAt : null;
    case 'release':
      return hold.releaseNotifiedAt === null ? releasedFrom(work, hold) : null;
    case 'part': {
      const where = { holdId: hold.id, changesAmount: true, holderNotifiedAt: IsNull() };
      const first = await work.manager.findOne(HoldOrderRow, { where, order: { sequence: 'ASC' } });
      return first?.issuedAt ?? null;
    }
  }
}

/** Who hears what is held now hears of all that was let go or caught before. */
async function toldOfParts(work: CaseWork, hold: HoldRow, at: Date): Promise<void> {
  const issuedAt = LessThanOrEqual(after(at, CLOCK_TOLERANCE_MS));
  await work.manager.update(
    HoldOrderRow,
    { holdId: hold.id, changesAmount: true, holderNotifiedAt: IsNull(), issuedAt },
    { holderNotifiedAt: at },
  );
}

/** From when a release can have been told: from its order; what lapsed by itself needed none. */
async function releasedFrom(work: CaseWork, hold: HoldRow): Promise<Date> {
  const release = await work.manager.findOneBy(ReleaseOrderRow, { holdId: hold.id });
  return release?.orderedAt ?? hold.orderedAt;
}
