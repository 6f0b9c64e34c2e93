import { freeOf } from '../../domain/hold/ledger.js';
import { accountKey } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { type AccountsSoFar, planNextHops } from '../../domain/trail/next-hops.js';
import { StolenSumRow, TrailLinkRow } from '../entities/trail.entities.js';
import { awaitedTransfer } from './ask-receivers.js';
import type { CaseWork } from './case-work.js';
import { orderNextHops, powersOnward } from './follow-money.js';
import type { LoadedCase } from './load-case.js';

/**
 * Orders the parts of a sum that went to a PromptPay id and whose account has been named since, by the rules of any next hop: only what is free, on the powers
 * of the hold before. Where a hold on the way there was let go, the money behind it is not pursued by itself.
 */
export async function orderAwaited(work: CaseWork, loaded: LoadedCase, stolen: StolenSumRow): Promise<void> {
  const rootTransfer = loaded.transfers.get(stolen.transferId);
  if (rootTransfer === undefined) throw new Error(`stolen sum ${stolen.id} has no transfer`);
  for (const link of loaded.links) {
    if (link.stolenSumId !== stolen.id || loaded.holds.some((hold) => hold.trailLinkId === link.id)) continue;
    const transfer = awaitedTransfer(loaded, link);
    const parent = loaded.holds.find((hold) => hold.id === link.parentHoldId);
    if (transfer?.toInstitution == null || transfer.toAccountNo === null || parent === undefined) continue;
    if (wasLetGo(loaded, link)) continue;
    const credit = loaded.transfers.get(parent.transferId);
    if (credit === undefined) throw new Error(`hold ${parent.id} is on no transfer`);
    const account = { institution: transfer.toInstitution, accountNo: transfer.toAccountNo };
    const sum = await work.manager.findOneByOrFail(StolenSumRow, { id: stolen.id });
    const [plan] = planNextHops(
      [
        {
          ...{ transferId: transfer.id, account, amountSatang: transfer.amountSatang, at: transfer.transferredAt },
          ...{ attributedSatang: link.attributedSatang, paidTo: null },
        },
      ],
      {
        hop: parent.hop,
        victimAccount: { institution: rootTransfer.fromInstitution, accountNo: rootTransfer.fromAccountNo },
        creditedAt: credit.transferredAt,
        freeSatang: freeOf(sum),
        accountsSoFar: accountsSoFar(loaded, stolen.id),
        alreadyFollowed: new Set(),
      },
      ruleInForce(work.rulebook, 'P-TRACE', work.now),
    );
    if (plan === undefined) throw new Error('a debit has a plan');
    if (plan.stopReason !== null) await stop(work, link, plan.stopReason);
    const { follow } = plan;
    const powers = follow === null ? undefined : await powersOnward(work, parent, sum);
    if (follow === null || powers === undefined) continue;
    loaded.holds.push(...(await orderNextHops(work, powers, [{ link, follow }])));
    await reach(work, link, follow.nthAccount);
  }
}

/** Whether a hold on the way to a part was released: by its time, an officer, an appeal or otherwise. */
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

async function reach(work: CaseWork, link: TrailLinkRow, nthAccount: number | null): Promise<void> {
  link.nthAccount = nthAccount;
  if (nthAccount !== null) await work.manager.update(TrailLinkRow, { id: link.id }, { nthAccount });
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
