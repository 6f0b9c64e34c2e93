import type { DataSource } from 'typeorm';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { holdSteps } from '../../advance/look/hold-step.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import type { DueKind } from '../due-kind.js';

/** A live hold whose time is over, or the own power of its newest order: a hold past its time is the worst that can wait. */
export const HOLD_END: DueKind = {
  from: `hold h WHERE h.state IN (${sqlList(LIVE_HOLD_STATES)})`,
  id: 'h.id',
  caseId: 'h.case_id',
  at: 'least(h.expires_at, h.power_ends_at)',
  atMost: 1_000,
  frees: true,
  async drive({ db, sendAboutHolds }, { id }) {
    if (!(await endInTime(db, id))) return false;
    sendAboutHolds([id]);
    return true;
  },
};

/**
 * Orders the release of a hold past its time, or lets it go on by what is left where only its own power is over.
 * Messages that wait for it are not read: none may stop a release. Keeper and workflow may both come; the first writes
 * the one order. Returns whether this call wrote it.
 */
export function endInTime(db: DataSource, holdId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    await holdSteps(work, [holdId]);
    if (!work.hasEvents()) return false;
    await work.finish();
    return true;
  });
}
