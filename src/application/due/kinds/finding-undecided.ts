import { MoreThanOrEqual } from 'typeorm';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { AppealRow } from '../../../persistence/entities/case/appeal.entities.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { BreakRecordRow } from '../../../persistence/entities/traffic/break.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openBreak } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { OWN_SUSPICION } from '../../hold/change/own-suspicion-sql.js';
import { AT_MOST, type DueKind } from '../due-kind.js';

const KIND = 'FINDING_UNANSWERED';

/** A finding for a holder that an institution, whose own suspicion holds the money, has not decided in time (P-POL). */
export const FINDING_UNDECIDED: DueKind = {
  from: 'appeal a WHERE a.look_at IS NOT NULL AND a.settled_at IS NULL',
  id: 'a.id',
  caseId: 'a.case_id',
  at: 'a.look_at',
  atMost: AT_MOST,
  drive: ({ db }, { id, caseId }) =>
    inTransaction(db, async (manager) => {
      const work = await openKnownCase(manager, caseId, 'system');
      const appeal = await manager.findOneByOrFail(AppealRow, { id });
      const { tier, holdId, breachAt: openedAt, lookAt } = appeal;
      if (appeal.settledAt !== null || lookAt === null || lookAt > work.now) return false;
      await manager.update(AppealRow, { id }, { lookAt: null });
      if (tier !== 'authority' || !(await restsOnOwnSuspicion(work, holdId))) return false;
      if (await manager.existsBy(BreakRecordRow, { holdId, kind: KIND, openedAt: MoreThanOrEqual(openedAt) }))
        return false;
      await openBreak(work, { caseId, id: holdId }, null, KIND);
      await work.finish();
      return true;
    }),
};

async function restsOnOwnSuspicion({ manager }: CaseWork, id: string): Promise<boolean> {
  const { state } = await manager.findOneByOrFail(HoldRow, { id });
  if (!LIVE_HOLD_STATES.includes(state)) return false;
  const own = await manager.query<unknown[]>(`SELECT 1 FROM hold h WHERE h.id = $1 AND ${OWN_SUSPICION}`, [id]);
  return own.length > 0;
}
