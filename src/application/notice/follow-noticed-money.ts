import type { OnwardMessage } from '../../domain/hold/messages.js';
import { namesLaterDebit } from '../../domain/notice/notice.js';
import { onwardByPart } from '../../domain/notice/own-suspension-parts.js';
import type { Account } from '../../domain/party.js';
import { contradiction } from '../../domain/trail/doubt-answer.js';
import type { HopPlan, OnwardDebit } from '../../domain/trail/next-hops.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { NoticedTransferRow } from '../../persistence/entities/money/notice.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { openBreak } from '../break/open-break.js';
import type { CaseWork } from '../case/work/case-work.js';
import { nameReceivers } from '../debit/name-receiver.js';
import { carriedParts } from '../ledger/suspended-money.js';
import { doubtNoticed } from '../trail/doubt-onward.js';
import { debitsOnRecord, extendTrail } from '../trail/extend-trail.js';
import type { NoticedCase } from './notice-input.js';

/**
 * Follows the later debits that an institution's notice names: each becomes an edge of the trail
 * of every stolen sum that it carries on, and stops for the same reasons as any other edge. The
 * notice names a followed debit too, so that its receiver suspends as well.
 * Debits that contradict the record are not followed; they open a break.
 */
export async function followNoticedMoney(
  { work, joined, transfers }: NoticedCase,
  noticeId: string,
  message: { id: string },
): Promise<void> {
  const laterDebits = new Set<string>();
  for (const { reported, row } of transfers) {
    const { onward = [] } = reported;
    if (onward.length === 0) continue;
    const doubt = await doubtNoticed(work, row, onward);
    if (doubt !== undefined) {
      await openBreak(work, { caseId: work.caseFile.id, id: null }, message, doubt.code);
      continue;
    }
    if (await nameReceivers(work, receiverOf(row), onward))
      await openBreak(work, { caseId: work.caseFile.id, id: null }, message, contradiction().code);
    for (const plan of await planOnward(work, row, onward)) {
      if (namesLaterDebit(plan.stopReason)) laterDebits.add(plan.transferId);
    }
  }
  for (const { row } of transfers) laterDebits.delete(row.id);
  const rows = [...laterDebits].map((transferId) => ({
    noticeId,
    transferId,
    caseId: work.caseFile.id,
    joined,
    onward: true,
  }));
  if (rows.length > 0) await work.manager.insert(NoticedTransferRow, rows);
}

function receiverOf({ toInstitution, toAccountNo }: TransferRow): Account {
  return { institution: toInstitution ?? '', accountNo: toAccountNo ?? '' };
}

async function planOnward(work: CaseWork, credit: TransferRow, onward: readonly OnwardMessage[]): Promise<HopPlan[]> {
  const account = receiverOf(credit);
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
  const stolen = await work.manager.findOneByOrFail(TransferRow, { id: sum.transferId });
  const known = await work.manager.findBy(TrailLinkRow, { parentLinkId: link.id });
  const part = { link, credit, sum, stolen, known, holdId: null, powerReaches: true };
  return (await extendTrail(work, part, debits)).plans;
}
