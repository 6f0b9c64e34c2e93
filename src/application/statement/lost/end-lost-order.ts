import { type DataSource, IsNull } from 'typeorm';
import { LostOrderReleaseRow, LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { settleBreaks } from '../../break/settle-by-itself.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { changeLostOrder } from './change-lost-order.js';

/**
 * Ends a lost order: nothing is held by it any more, as its institution answered (`releasedSatang`) or stated. What
 * called a person about it, and a release that waits, are settled with it.
 */
export async function endLostOrder(
  work: CaseWork,
  lost: LostOrderRow,
  why: 'RELEASED' | 'STATED_OVER',
  releasedSatang: bigint | null = null,
): Promise<void> {
  const open = await work.manager.findOneBy(LostOrderReleaseRow, { lostOrderId: lost.id, acknowledgedAt: IsNull() });
  if (open !== null) {
    const answered = { acknowledgedAt: work.now, releasedSatang };
    await work.manager.update(LostOrderReleaseRow, { id: open.id }, answered);
    if (why === 'STATED_OVER') work.acknowledge(open.id);
  }
  await changeLostOrder(work, lost, { state: 'over', overAt: work.now, heldSatang: 0n }, why);
  await settleBreaks(work, { id: lost.breakId }, CLOSED_BECAUSE[why]);
  if (open?.breakId != null) await settleBreaks(work, { id: open.breakId }, CLOSED_BECAUSE[why]);
}

/** Ends a lost order of which its institution states that nothing is held by it. */
export async function noteStatedOver(db: DataSource, id: string): Promise<void> {
  await inTransaction(db, async (manager) => {
    const { caseId } = await manager.findOneByOrFail(LostOrderRow, { id });
    const work = await openKnownCase(manager, caseId, 'system');
    const lost = await manager.findOneByOrFail(LostOrderRow, { id });
    if (lost.state === 'over') return;
    await endLostOrder(work, lost, 'STATED_OVER');
    await work.finish();
  });
}

const CLOSED_BECAUSE = {
  RELEASED: 'the institution answered its release',
  STATED_OVER: 'the institution states that nothing is held by it any more',
} as const;
