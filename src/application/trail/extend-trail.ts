import type { OnwardMessage } from '../../domain/hold/messages.js';
import { freeOf } from '../../domain/ledger/ledger.js';
import { withinArmed } from '../../domain/freeze-request/armed-hold.js';
import { type Account, accountKey } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { type HopPlan, type OnwardDebit, planNextHops, type TrailContext } from '../../domain/trail/next-hops.js';
import type { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, type TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { freeWithinDebit } from '../case/money/free-within-debit.js';
import { type NextHop, orderNextHops, type PowersOnward } from '../hold/order/order-hold.js';
import { type DebitTransferRow, insertDebits, type NamedDebitRow, readDebitsOfSum } from './trail.queries.js';

/** A part of the trail from which money went on. */
export interface PartLeft {
  link: TrailLinkRow;
  /** The transfer that brought the part. */
  credit: TransferRow;
  sum: StolenSumRow;
  /** The victim's own transfer, with which the trail of the sum begins. */
  stolen: Pick<TransferRow, 'fromInstitution' | 'fromAccountNo' | 'contested'>;
  /** The parts that continue this one already. */
  known: readonly TrailLinkRow[];
  /** The hold whose answer says so; null when a notice says so. */
  holdId: string | null;
  /** Where the power by which the part is known reaches at the next institution. */
  powerReaches: TrailContext['powerReaches'];
}

/** What an institution's answer or notice added to the trail. */
export interface TrailExtended {
  plans: HopPlan[];
  /** The new parts; a debit that was stored from this part before adds none. */
  links: TrailLinkRow[];
  /** No debit from this part was known before. */
  isFirst: boolean;
}

/**
 * Plans where the money of a part is followed to (P-TRACE), writes each new debit as a part of the
 * trail, with the reason where it stops, and orders the holds of the parts that are followed, if
 * `powers` are given.
 */
export async function extendTrail(
  work: CaseWork,
  { link, credit, sum, stolen, known, holdId, powerReaches }: PartLeft,
  debits: readonly OnwardDebit[],
  powers?: PowersOnward,
): Promise<TrailExtended> {
  const { transfers, ...receivers } = await receiversOnRecord(work, sum.id, debits);
  const plans = planNextHops(
    debits,
    {
      hop: link.hop,
      victimAccount: { institution: stolen.fromInstitution, accountNo: stolen.fromAccountNo },
      creditedAt: credit.transferredAt,
      freeSatang: withinArmed(
        stolen.contested ? (await freeWithinDebit(work, sum)).freeSatang : freeOf(sum),
        powers?.armed,
      ),
      powerReaches,
      ...receivers,
      alreadyFollowed: new Set(known.map(({ transferId }) => transferId)),
    },
    ruleInForce(work.rulebook, 'P-TRACE', work.now),
  );
  const links = newLinks(work, { link, holdId }, plans);
  const followed = powers === undefined ? [] : followedParts(plans, links, transfers);
  // With their orders; but the trigger of an armed hold must find its part (hold.sql).
  if (followed.length > 0 && powers?.armed === undefined) work.insert(TrailLinkRow, links);
  else if (links.length > 0) await work.manager.insert(TrailLinkRow, links);
  if (powers !== undefined) await orderNextHops(work, powers, followed);
  return { plans, links, isFirst: known.length === 0 };
}

/**
 * Reads which receivers of `debits` a sum's trail was followed into before, which of their
 * institutions take part, and the transfers of the debits.
 */
async function receiversOnRecord(
  work: CaseWork,
  stolenSumId: string,
  debits: readonly OnwardDebit[],
): Promise<Pick<TrailContext, 'accountsSoFar' | 'enrolled'> & { transfers: readonly TransferRow[] }> {
  const receivers = debits.flatMap(({ account }) => (account === null || account === 'awaited' ? [] : [account]));
  const transferIds = debits.map(({ transferId }) => transferId);
  const { count, known, enrolled, transfers } = await readDebitsOfSum(
    work.manager,
    stolenSumId,
    receivers,
    transferIds,
  );
  return { accountsSoFar: { count, known: new Set(known.map(accountKey)) }, enrolled: new Set(enrolled), transfers };
}

/**
 * Writes the transfers of the debits that an institution names, in one statement, and returns the
 * debits with their transfers' ids. A transfer is one row for each sending institution and
 * reference, however often and by whom it is reported. When an answer names a reference twice, the
 * first counts.
 */
export async function debitsOnRecord(
  work: CaseWork,
  from: Account,
  onward: readonly OnwardMessage[],
): Promise<OnwardDebit[]> {
  const firstByReference = new Map([...onward].reverse().map((message) => [message.transferRef, message]));
  const debits = [...firstByReference.values()].map(namedDebitRow);
  const rows = await insertDebits(work.manager, from, work.caseFile.id, debits);
  const rowsByReference = new Map(rows.map((row) => [row.reference, row]));
  return onward.map((message) => debitOf(message, rowsByReference.get(message.transferRef)));
}

/** Returns the new parts that the plans follow, each with where it is followed to. */
function followedParts(
  plans: readonly HopPlan[],
  links: readonly TrailLinkRow[],
  transfers: readonly TransferRow[],
): NextHop[] {
  return links.flatMap((link) => {
    const follow = plans.find(({ transferId }) => transferId === link.transferId)?.follow;
    if (follow == null) return [];
    const transfer = transfers.find(({ id }) => id === link.transferId);
    if (transfer === undefined) throw new Error(`no transfer ${link.transferId}`);
    return [{ link, transfer, follow }];
  });
}

function namedDebitRow({ transferRef, to, amountSatang, at, channel }: OnwardMessage): NamedDebitRow {
  const { account, promptPay, offRail } = { account: undefined, promptPay: undefined, offRail: null, ...to };
  return {
    id: newId(),
    reference: transferRef,
    amount: amountSatang,
    at,
    rail: channel,
    offRail,
    institution: account?.institution,
    accountNo: account?.accountNo,
    promptPayKind: promptPay?.kind,
    promptPayValue: promptPay?.value,
  };
}

function debitOf(message: OnwardMessage, row: DebitTransferRow | undefined): OnwardDebit {
  if (row === undefined) throw new Error('transfer was not written');
  const { institution, accountNo } = row;
  const known = institution === null || accountNo === null ? null : { institution, accountNo };
  const named = 'account' in message.to ? message.to.account : null;
  return {
    transferId: row.id,
    account: known ?? named ?? ('promptPay' in message.to ? 'awaited' : null),
    amountSatang: BigInt(message.amountSatang),
    attributedSatang: BigInt(message.attributedSatang),
    at: new Date(message.at),
    paidTo: message.paidTo ?? null,
  };
}

/** Returns the parts of the trail that are new, and notes their audit event. */
function newLinks(
  work: CaseWork,
  { link, holdId }: Pick<PartLeft, 'link' | 'holdId'>,
  plans: readonly HopPlan[],
): TrailLinkRow[] {
  const newPlans = plans.filter((plan) => plan.stopReason !== 'already_followed');
  if (newPlans.length === 0) return [];
  const links = newPlans.map((plan) =>
    work.manager.create(TrailLinkRow, {
      id: newId(),
      stolenSumId: link.stolenSumId,
      transferId: plan.transferId,
      caseId: work.caseFile.id,
      parentLinkId: link.id,
      parentHoldId: holdId,
      hop: plan.hop,
      attributedSatang: plan.attributedSatang,
      stopReason: plan.stopReason,
      nthAccount: plan.follow?.nthAccount ?? null,
    }),
  );
  work.audit('trail.extended', {
    holdId,
    links: newPlans.map((plan) => ({
      transferId: plan.transferId,
      hop: plan.hop,
      attributedSatang: plan.attributedSatang.toString(),
      stopReason: plan.stopReason,
    })),
  });
  return links;
}
