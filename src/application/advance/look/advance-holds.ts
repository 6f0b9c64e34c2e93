import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { finishWithAll } from './advance-hold.js';
import { applyNews } from '../receive/apply-news.js';
import { type HoldSent, sentOf, togetherOrEach } from '../send/hold-sent.js';
import type { HoldAsRead } from '../receive/read-hold.js';
import { type ApplyMode, settingAside } from '../receive/set-aside.js';

/**
 * Does what `advanceHold` does for holds of one case, all in one transaction, in the process that
 * took messages about them, and for the keeper where a workflow is gone. The orders of next hops
 * are leased to this process. The entry that starts a workflow stays unread: nobody but the workflow knows that
 * it has started. When the holds cannot be advanced together, each is advanced by itself, so that
 * no message stops another. Returns for each what it needs next, or its error. The first names the
 * holds to start, the cases to signal and the leased orders of all.
 */
export function advanceHoldsInProcess(
  db: DataSource,
  holdIds: readonly string[],
): Promise<PromiseSettledResult<HoldSent>[]> {
  return togetherOrEach(
    holdIds,
    () => advanceTogether(db, holdIds, 'together'),
    (holdId) => advanceHoldInProcess(db, holdId),
  );
}

/** Advances one hold as `advanceHoldsInProcess` does. */
export async function advanceHoldInProcess(db: DataSource, holdId: string): Promise<HoldSent> {
  const [sent] = await settingAside(db, (mode) => advanceTogether(db, [holdId], mode));
  if (sent === undefined) throw new Error(`no next step of hold ${holdId}`);
  return sent;
}

function advanceTogether(db: DataSource, holdIds: readonly string[], mode: ApplyMode): Promise<HoldSent[]> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdIds[0] ?? '', 'system');
    work.leaseFirstOrders();
    let asRead: HoldAsRead | undefined;
    for (const holdId of holdIds) asRead = await applyNews(work, holdId, mode, 'process');
    return sentOf(work, await finishWithAll(work, holdIds, holdIds.length === 1 ? asRead : undefined));
  });
}
