import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import { type EndOfTime, expiryBasis, releaseBasis } from '../../../domain/hold/order/legal-basis.js';
import type { ReleaseReason } from '../../../domain/hold/hold.js';
import type { RuleRow } from '../../../domain/rulebook/row.js';
import { type HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { SuspicionResultRow } from '../../../persistence/entities/money/notice.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readComplaintClock } from '../order/complaint-clock.js';

/**
 * Reads the rows by which a hold ends for a reason, and the choices (C1 to C7) that they rest on.
 * `role` is that of the officer who orders it; null where none does.
 */
export async function basisOfEnd(
  work: CaseWork,
  hold: HoldRow,
  newest: HoldOrderRow,
  reason: ReleaseReason,
  role: Role | null,
): Promise<RuleRow[]> {
  return reason === 'EXPIRED'
    ? expiryBasis(await readEndOfTime(work, hold, newest), work.rulebook, work.now)
    : releaseBasis({ reason, kind: hold.kind, role }, work.rulebook, work.now);
}

/** Keeps the rows by which the time of a hold was over. */
export async function keepBasisOfEnd(
  work: CaseWork,
  hold: HoldRow,
  orders: readonly HoldOrderRow[],
  reason: ReleaseReason,
): Promise<void> {
  const newest = orders.at(-1);
  if (newest === undefined) throw new Error(`hold ${hold.id} has no order`);
  const lapseBasis = (await basisOfEnd(work, hold, newest, reason, null)).map((rule) => rule.rowId);
  await work.manager.update(HoldRow, { id: hold.id }, { lapseBasis });
  work.audit('hold.lapsed', { holdId: hold.id, reason, legalBasis: lapseBasis });
}

/**
 * Reads what decides by which rows a hold ends whose time is over. Throws when the rulebook lacks
 * the row that set its expiry.
 */
async function readEndOfTime(work: CaseWork, hold: HoldRow, newest: HoldOrderRow): Promise<EndOfTime> {
  const { kind, expiresAt } = hold;
  const setBy = work.rulebook.find(({ rowId }) => rowId === newest.expiryRuleRowId);
  if (setBy === undefined) throw new Error(`rulebook has no row ${newest.expiryRuleRowId}`);
  return {
    kind,
    expiresAt,
    expiryRuleId: setBy.ruleId,
    complaint: kind === 'section7' ? await readComplaintClock(work, hold.stolenSumId) : null,
    lawfulAction:
      kind === 'section6' &&
      (await work.manager.existsBy(SuspicionResultRow, { holdId: hold.id, result: 'lawful_action' })),
  };
}
