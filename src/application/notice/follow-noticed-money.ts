import type { OnwardMessage } from '../../domain/hold/messages.js';
import { onwardByPart } from '../../domain/notice/own-suspension-parts.js';
import type { HopPlan, OnwardDebit } from '../../domain/trail/next-hops.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { NoticedTransferRow } from '../../persistence/entities/notice.entities.js';
import { TrailLinkRow, type TransferRow } from '../../persistence/entities/trail.entities.js';
import { openBreak } from '../break/open-break.js';
import type { CaseWork } from '../case/case-work.js';
import { nameReceivers } from '../debit/name-receiver.js';
import { carriedParts } from '../ledger/suspended-money.js';
import { doubtNoticed } from '../trail/doubt-onward.js';
import { debitsOnRecord, extendTrail } from '../trail/extend-trail.js';
import type { NoticedCase } from './notice-input.js';

/**
 * Follows the money that an institution says went on from where it suspects it: each later debit
 * becomes an edge of the trail of every stolen sum that it carries on, stopped for the same reasons
 * as any other. What is followed is noticed as well: its receiving institution suspends for seven
 * days of its own. Debits that cannot be true beside what is on record of them are not followed; a
 * person settles that with the institution.
 */
export async function followNoticedMoney(
  { work, joined, transfers }: NoticedCase,
  noticeId: string,
  message: { id: string },
): Promise<void> {
  const noticed = new Set<string>();
  for (const { reported, row } of transfers) {
    const { onward = [] } = reported;
    if (onward.length === 0) continue;
    const doubt = await doubtNoticed(work, row, onward);
    if (doubt !== undefined) {
      await openBreak(work, { caseId: work.caseFile.id, id: null }, message, doubt.code);
      continue;
    }
    for (const plan of await planOnward(work, row, onward)) {
      // Money that is still asked for further up may yet be freed; what is on the trail already may
      // have no hold of its own.
      const { stopReason } = plan;
      const isFollowed = stopReason === null || stopReason === 'already_followed' || stopReason === 'fully_reserved';
      if (isFollowed) noticed.add(plan.transferId);
    }
  }
  for (const { row } of transfers) noticed.delete(row.id);
  const rows = [...noticed].map((transferId) => ({
    noticeId,
    transferId,
    caseId: work.caseFile.id,
    joined,
    onward: true,
  }));
  if (rows.length > 0) await work.manager.insert(NoticedTransferRow, rows);
}

async function planOnward(work: CaseWork, credit: TransferRow, onward: readonly OnwardMessage[]): Promise<HopPlan[]> {
  const account = { institution: credit.toInstitution ?? '', accountNo: credit.toAccountNo ?? '' };
  await nameReceivers(work, account, onward);
  const debits = await debitsOnRecord(work, account, onward);
  const parts = await carriedParts(work.manager, credit.id, account);
  const plans: HopPlan[] = [];
  for (const [trailLinkId, carried] of onwardByPart(debits, parts)) {
    if (carried.length > 0) plans.push(...(await planOf(work, trailLinkId, credit, carried)));
  }
  return plans;
}

async function planOf(
  work: CaseWork,
  trailLinkId: string,
  credit: TransferRow,
  debits: readonly OnwardDebit[],
): Promise<HopPlan[]> {
  const link = await work.manager.findOneByOrFail(TrailLinkRow, { id: trailLinkId });
  const sum = await work.manager.findOneByOrFail(StolenSumRow, { id: link.stolenSumId });
  return (await extendTrail(work, { link, credit, sum, holdId: null, powerReaches: true }, debits)).plans;
}
