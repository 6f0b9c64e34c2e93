import { type Account, accountKey } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { type AccountsSoFar, planNextHops } from '../../domain/trail/next-hops.js';
import type { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, type TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';
import type { LoadedCase } from '../case/load-case.js';
import { awaitedTransfer } from '../debit/ask-receivers.js';
import { freeForOrder } from '../ledger/suspended-money.js';
import { orderNextHops, powersOnward } from './follow-money.js';

/**
 * Orders the parts of a sum that could not be ordered when they were named, by the rules of any
 * next hop and on the powers of the hold before: those that went to a PromptPay id whose account
 * has been named since, and those for which nothing was free (`fully_reserved`) and something is
 * now, because an institution held less than it was asked for. Where a hold on the way there was
 * let go, the money behind it is not pursued by itself; nor is money that is freed after the time
 * of the hold before has run out.
 */
export async function orderWaiting(work: CaseWork, loaded: LoadedCase, stolen: StolenSumRow): Promise<void> {
  const rootTransfer = loaded.transfers.get(stolen.transferId);
  if (rootTransfer === undefined) throw new Error(`stolen sum ${stolen.id} has no transfer`);
  for (const { link, transfer, account } of waitingParts(loaded, stolen)) {
    const parent = loaded.holds.find((hold) => hold.id === link.parentHoldId);
    if (parent === undefined || wasLetGo(loaded, link)) continue;
    if (link.stopReason !== null && parent.expiresAt <= work.now) continue;
    const credit = loaded.transfers.get(parent.transferId);
    if (credit === undefined) throw new Error(`hold ${parent.id} is on no transfer`);
    const powers = await powersOnward(work, parent, stolen);
    const [plan] = planNextHops(
      [
        {
          transferId: transfer.id,
          account,
          amountSatang: transfer.amountSatang,
          at: transfer.transferredAt,
          attributedSatang: link.attributedSatang,
          paidTo: null,
        },
      ],
      {
        hop: parent.hop,
        victimAccount: { institution: rootTransfer.fromInstitution, accountNo: rootTransfer.fromAccountNo },
        creditedAt: credit.transferredAt,
        freeSatang: await freeForOrder(work.manager, link, account),
        powerReaches: powers !== undefined,
        accountsSoFar: accountsSoFar(loaded, stolen.id),
        alreadyFollowed: new Set(),
      },
      ruleInForce(work.rulebook, 'P-TRACE', work.now),
    );
    if (plan === undefined) throw new Error('a debit has a plan');
    const { follow, stopReason } = plan;
    if (stopReason !== null && stopReason !== link.stopReason) await stop(work, link, stopReason);
    if (follow === null || powers === undefined) continue;
    loaded.holds.push(...(await orderNextHops(work, powers, [{ link, follow }])));
    await reach(work, link, follow.nthAccount);
  }
}

/** A part that no hold stands or stood on, and the account that an order for it would name. */
interface WaitingPart {
  link: TrailLinkRow;
  transfer: TransferRow;
  account: Account;
}

function waitingParts(loaded: LoadedCase, stolen: StolenSumRow): WaitingPart[] {
  return loaded.links.flatMap((link) => {
    if (link.stolenSumId !== stolen.id || loaded.holds.some((hold) => hold.trailLinkId === link.id)) return [];
    const transfer =
      link.stopReason === 'fully_reserved' ? loaded.transfers.get(link.transferId) : awaitedTransfer(loaded, link);
    if (transfer?.toInstitution == null || transfer.toAccountNo === null) return [];
    return [{ link, transfer, account: { institution: transfer.toInstitution, accountNo: transfer.toAccountNo } }];
  });
}

/**
 * Whether a hold on the way to a part was released: by its time, an officer, an appeal or
 * otherwise.
 */
function wasLetGo(loaded: LoadedCase, part: TrailLinkRow): boolean {
  const before = loaded.links.find((link) => link.id === part.parentLinkId);
  if (before === undefined) return false;
  const newest = loaded.holds.findLast((hold) => hold.trailLinkId === before.id);
  return newest?.state === 'release_ordered' || newest?.state === 'released' || wasLetGo(loaded, before);
}

/** The accounts into which the trail of a stolen sum was followed. */
function accountsSoFar(loaded: LoadedCase, stolenSumId: string): AccountsSoFar {
  const first = loaded.links.filter((link) => link.stolenSumId === stolenSumId && link.nthAccount !== null);
  const known = first.flatMap((link) => {
    const { toInstitution: institution, toAccountNo: accountNo } = loaded.transfers.get(link.transferId) ?? {};
    return institution == null || accountNo == null ? [] : [accountKey({ institution, accountNo })];
  });
  return { count: Math.max(0, ...first.map(({ nthAccount }) => nthAccount ?? 0)), known: new Set(known) };
}

/** The part is followed: what it had stopped for no longer holds. */
async function reach(work: CaseWork, link: TrailLinkRow, nthAccount: number | null): Promise<void> {
  const before = link.stopReason;
  if (nthAccount === null && before === null) return;
  Object.assign(link, { nthAccount, stopReason: null });
  await work.manager.update(TrailLinkRow, { id: link.id }, { nthAccount, stopReason: null });
  if (before !== null) work.audit('trail.resumed', { trailLinkId: link.id, transferId: link.transferId, before });
}

async function stop(
  work: CaseWork,
  link: TrailLinkRow,
  stopReason: NonNullable<TrailLinkRow['stopReason']>,
): Promise<void> {
  await work.manager.update(TrailLinkRow, { id: link.id }, { stopReason });
  link.stopReason = stopReason;
  work.audit('trail.stopped', { trailLinkId: link.id, transferId: link.transferId, stopReason });
}
