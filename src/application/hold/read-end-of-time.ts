import type { EndOfTime } from '../../domain/hold/expiry.js';
import type { HoldOrderRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import { SuspicionResultRow } from '../../persistence/entities/notice.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { readComplaintClock } from './complaint-clock.js';

/**
 * Reads what decides by which rows a hold ends whose time is over. Throws when the rulebook lacks
 * the row that set its expiry.
 */
export async function readEndOfTime(work: CaseWork, hold: HoldRow, newest: HoldOrderRow): Promise<EndOfTime> {
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
