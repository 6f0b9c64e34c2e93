import { type EntityManager, IsNull, MoreThan, MoreThanOrEqual } from 'typeorm';
import { lookAtSilence, reductionStands, silentMs, type Unanswered } from '../../../domain/break/unanswered.js';
import type { OutgoingKind } from '../../../domain/outgoing/outgoing-kind.js';
import { after } from '../../../domain/time.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../persistence/entities/traffic/break.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/traffic/outgoing.entities.js';
import { LostOrderReleaseRow, LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { orderUnansweredSql } from '../../break/order-unanswered-sql.js';
import { openBreak } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { signalClaimants } from '../../debit/name-receiver.js';
import { AT_MOST, type DueKind } from '../due-kind.js';

/**
 * An order that its institution has not answered in time (P-BREAK), to hold money or to let it go: a person hears of it.
 * Silence, "taken" without an end, and a circuit that lets nothing through are alike: nobody knows that the money is held,
 * or free.
 */
export const SILENCE: DueKind = {
  from: 'outgoing_message m WHERE m.look_at IS NOT NULL AND m.acknowledged_at IS NULL',
  id: 'm.id',
  caseId: 'm.case_id',
  at: 'm.look_at',
  atMost: AT_MOST,
  drive: ({ db }, { id, caseId }) =>
    inTransaction(db, async (manager) => {
      const work = await openKnownCase(manager, caseId, 'system');
      const { kind, lookAt } = await manager.findOneByOrFail(OutgoingMessageRow, { id });
      const silent = lookAt === null || lookAt > work.now ? undefined : await SILENT[kind]?.(work, id);
      if (silent === undefined) return false;
      const nextLook = silent.stands === 'over' ? null : nextLookAt(work, silent);
      await manager.update(OutgoingMessageRow, { id }, { lookAt: nextLook });
      if (silent.stands !== 'counts' || nextLook !== null) return false;
      await silent.tell();
      await work.finish();
      return true;
    }),
};

/** A message without an answer, and how its break is opened. */
interface Silent {
  orderedAt: Date;
  stands: 'over' | 'counts' | 'not_yet';
  tell(): Promise<void>;
}

/** Returns when a message is looked at again; null where its silence counts now. */
function nextLookAt({ rulebook, now }: CaseWork, { orderedAt, stands }: Silent): Date | null {
  const at = lookAtSilence(stands === 'not_yet' ? now : orderedAt, rulebook, now);
  return at > now ? at : null;
}

/** What stands behind each kind of message whose silence is a break. */
const SILENT: Partial<Record<OutgoingKind, (work: CaseWork, id: string) => Promise<Silent>>> = {
  'release.order': silentRelease,
  'hold.order': silentOrder,
  'lost.release': silentLostRelease,
};

async function silentRelease(work: CaseWork, id: string): Promise<Silent> {
  const { manager } = work;
  const { holdId, orderedAt, acknowledgedAt } = await manager.findOneByOrFail(ReleaseOrderRow, { id });
  return {
    orderedAt,
    stands: acknowledgedAt !== null ? 'over' : await untilTold(manager, holdId, 'RELEASE_UNANSWERED', orderedAt),
    async tell() {
      const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
      await openBreak(work, hold, null, 'RELEASE_UNANSWERED');
      // Who claims the money waits for it no longer.
      await signalClaimants(work, hold.transferId, holdId);
    },
  };
}

async function silentOrder(work: CaseWork, id: string): Promise<Silent> {
  const { manager } = work;
  const order = await manager.findOneByOrFail(HoldOrderRow, { id });
  const { holdId, issuedAt } = order;
  const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
  const letsGo = order.changesAmount && order.requestedSatang < hold.heldSatang;
  const kind = letsGo ? 'REDUCTION_UNANSWERED' : 'ORDER_UNANSWERED';
  const stands = await (letsGo ? reductionNow(manager, order, hold) : orderNow(work, order));
  return {
    orderedAt: issuedAt,
    stands: stands === 'counts' ? await untilTold(manager, holdId, kind, issuedAt) : stands,
    async tell() {
      await openBreak(work, hold, null, kind);
    },
  };
}

async function reductionNow(manager: EntityManager, order: HoldOrderRow, hold: HoldRow): Promise<Silent['stands']> {
  const { holdId, sequence, answeredAt, refusedAt, requestedSatang } = order;
  const isReplaced = await manager.existsBy(HoldOrderRow, { holdId, sequence: MoreThan(sequence) });
  return reductionStands({ hasAnswer: answeredAt !== null || refusedAt !== null, isReplaced, requestedSatang, hold });
}

/**
 * Who says of an order to hold what opens a break of its own is not silent, until a person has settled that, and as
 * long again.
 */
async function orderNow({ manager, rulebook, now }: CaseWork, order: HoldOrderRow): Promise<Silent['stands']> {
  const [found] = await manager.query<{ isSaid: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM break_record b
              WHERE b.hold_id = o.hold_id AND (b.inbox_message_id IS NOT NULL OR b.kind = 'ANSWER_TOO_LARGE') AND b.opened_at >= o.issued_at
                AND (b.closed_at IS NULL OR b.closed_at > $2)) AS "isSaid"
       FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.id = $1 AND ${orderUnansweredSql('o', 'h')}`,
    [order.id, after(now, -(silentMs(rulebook, now) ?? 0))],
  );
  if (found === undefined) return 'over';
  return found.isSaid ? 'not_yet' : 'counts';
}

async function silentLostRelease(work: CaseWork, id: string): Promise<Silent> {
  const { manager } = work;
  const release = await manager.findOneByOrFail(LostOrderReleaseRow, { id });
  return {
    orderedAt: release.orderedAt,
    stands: release.acknowledgedAt !== null || release.breakId !== null ? 'over' : 'counts',
    async tell() {
      const { inboxMessageId } = await manager.findOneByOrFail(LostOrderRow, { id: release.lostOrderId });
      const about = { caseId: release.caseId, id: null };
      const breakId = await openBreak(work, about, { id: inboxMessageId }, 'LOST_RELEASE_UNANSWERED');
      await manager.update(LostOrderReleaseRow, { id }, { breakId });
    },
  };
}

/**
 * Returns `counts` until a break about a hold is opened since an order. One that is open since before calls a person
 * already: `not_yet`.
 */
async function untilTold(
  manager: EntityManager,
  holdId: string,
  kind: Unanswered,
  since: Date,
): Promise<Silent['stands']> {
  if (await manager.existsBy(BreakRecordRow, { holdId, kind, openedAt: MoreThanOrEqual(since) })) return 'over';
  return (await manager.existsBy(BreakRecordRow, { holdId, kind, closedAt: IsNull() })) ? 'not_yet' : 'counts';
}
