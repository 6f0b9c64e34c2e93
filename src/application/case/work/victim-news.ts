import { HELD_UNDER } from '../../../domain/hold/receipt-effect.js';
import { deadlineOf } from '../../../domain/deadlines/deadline-of.js';
import { type Rulebook, findRule } from '../../../domain/rulebook/in-force.js';
import { type HoldSeen, newsOfChange, reasonForOthers, reasonOfClosing } from '../../../domain/telling/news.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { VictimNewsRow } from '../../../persistence/entities/case/telling.entities.js';
import { newId } from '../../../persistence/ids.js';
import type { Beside } from '../../../persistence/insert-together.js';
import { newsToInsert } from './case.queries.js';

/** News of a transaction: about a hold, for every case that claims its sum; or about one case. */
export type NewNews = Pick<VictimNewsRow, 'kind' | 'holdId' | 'institution' | 'amountSatang' | 'reason'> &
  ({ stolenSumId: string; caseId: null } | { stolenSumId: null; caseId: string });

/**
 * Returns the news for victims that a change of a hold brings: of the hold, and of what another
 * authority keeps beside it.
 */
export function newsOf(hold: HoldRow, before: HoldSeen): NewNews[] {
  const { id: holdId, stolenSumId, institution, stateReason } = hold;
  const isTold = hold.state === 'released' || hold.state === 'seized' || stateReason === 'HELD_BEFORE';
  const reason = isTold ? stateReason : null;
  const besideReason = hold.seizedBy === null ? 'AUTHORITY_ENDED' : HELD_UNDER[hold.seizedBy];
  return newsOfChange(before, hold).map(({ kind, amountSatang, beside }) => ({
    kind,
    amountSatang,
    holdId,
    institution,
    reason: beside === true ? besideReason : reason,
    stolenSumId,
    caseId: null,
  }));
}

/** Returns the news that a case is closed, by the states of its questions about debits. */
export function newsOfClosing(caseId: string, debits: readonly string[]): NewNews {
  const reason = reasonOfClosing(debits);
  return { kind: 'closed', holdId: null, institution: null, amountSatang: 0n, reason, stolenSumId: null, caseId };
}

/**
 * Returns news that victims must be told (P-TELL), to write in the transaction that brings it.
 * There is none when no row of P-TELL is in force, because then nobody must tell them.
 */
export function newsToWrite(news: readonly NewNews[], rulebook: Rulebook, now: Date): Beside[] {
  const rule = findRule(rulebook, 'P-TELL', now);
  if (rule === undefined || news.length === 0) return [];
  const due = deadlineOf(rule, now, { rulebook, now });
  const rows = news.map((item) => ({
    ...item,
    id: newId(),
    amountSatang: item.amountSatang.toString(),
    reasonForOthers: reasonForOthers(item.reason),
  }));
  return [newsToInsert(rows, rule.rowId, now, due?.dueAt ?? now)];
}
