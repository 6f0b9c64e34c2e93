import { numberParameter } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import type { CaseFacts, TransferFacts } from '../facts.js';
import { type RuleJudge, finding } from '../finding.js';

/**
 * Returns whether a transfer was recent enough for an automatic order when the complaint came in.
 * `row` is the P-AGE row in force.
 */
export function isRecentEnough(
  facts: Pick<CaseFacts, 'receivedAt'>,
  transfer: Pick<TransferFacts, 'transferredAt'>,
  row: RuleRow,
): boolean {
  const ageMs = facts.receivedAt.getTime() - transfer.transferredAt.getTime();
  return ageMs <= numberParameter(row, 'automaticMaxMs');
}

/** Judges P-AGE for each transfer: may an order leave without an officer looking at it first? */
export const recentEnough: RuleJudge = (facts, row) =>
  facts.transfers.map((transfer) => {
    const recent = isRecentEnough(facts, transfer, row);
    const reason = recent
      ? { th: 'รายการโอนไม่เก่าเกินกำหนด', en: 'the transfer is recent enough for an automatic order' }
      : {
          th: 'รายการโอนเก่าเกินกำหนด รับเรื่องไว้แต่ไม่ออกคำสั่งอัตโนมัติ',
          en: 'the transfer is too old: it is accepted, but gives no automatic order',
        };
    return finding(row, 'transfer', transfer.transferId, { outcome: recent ? 'met' : 'not_met', reasons: [reason] });
  });
