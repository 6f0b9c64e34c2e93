import { endOfLostOrder } from '../../../domain/statement/lost-order.js';
import { LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { releaseLostOrder } from '../../statement/lost/release-lost-order.js';
import { AT_MOST, type DueKind } from '../due-kind.js';

/** An order that is not on record, by which money is held and whose time is over: its release is ordered, once. */
export const LOST_ORDER_END: DueKind = {
  from: `lost_order l WHERE l.state IN ('found', 'adopted')`,
  id: 'l.id',
  caseId: 'l.case_id',
  at: `(CASE l.state WHEN 'adopted' THEN l.until_at ELSE l.expires_at END)`,
  atMost: AT_MOST,
  frees: true,
  drive: ({ db }, { id, caseId }) =>
    inTransaction(db, async (manager) => {
      const work = await openKnownCase(manager, caseId, 'system');
      const lost = await manager.findOneByOrFail(LostOrderRow, { id });
      const end = endOfLostOrder(lost);
      if (end === null || end > work.now) return false;
      await releaseLostOrder(work, lost, null);
      await work.finish();
      return true;
    }),
};
