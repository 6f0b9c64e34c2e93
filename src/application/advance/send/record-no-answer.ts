import type { DataSource } from 'typeorm';
import type { HoldOutcome } from '../../../contract/outcomes.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { changeHold } from '../../hold/change/change-hold.js';
import { finishWith } from '../look/advance-hold.js';
import { applyWaiting } from '../receive/apply-news.js';
import { holdForReceipt, READ_HOLD_NEWS } from '../receive/read-hold.js';
import { settingAside } from '../receive/set-aside.js';

/**
 * Records that all attempts to reach the institution failed: an order without any answer becomes
 * `unconfirmed`. Returns what the hold needs next.
 */
export async function recordNoAnswer(db: DataSource, holdId: string): Promise<HoldOutcome> {
  return settingAside(db, (mode) =>
    inTransaction(db, async (manager) => {
      const work = await openCaseOfHold(manager, holdId, 'system');
      const read = await READ_HOLD_NEWS(manager, [holdId, work.now, false]);
      await applyWaiting(work, read.waiting, holdForReceipt(read, holdId), mode);
      const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
      if (hold.state === 'ordered') await changeHold(work, hold, { state: 'unconfirmed', stateReason: 'NO_ANSWER' });
      return finishWith(work, holdId);
    }),
  );
}
