import { In } from 'typeorm';
import type { HoldReceiptMessage } from '../../domain/hold/messages.js';
import type { Satang } from '../../domain/money.js';
import { type Refusal, refuse } from '../../domain/result.js';
import type { HopPlan } from '../../domain/trail/next-hops.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { debitVerdict } from '../debit/debit-verdict.js';
import { nameReceivers } from '../debit/name-receiver.js';
import { section7Reaches } from '../hold/complaint-clock.js';
import { type NewHold, orderHolds } from '../hold/order-hold.js';
import { restOn, standingSuspicions, type Suspicion } from '../hold/rest-on-notice.js';
import { leftOf } from '../ledger/suspended-money.js';
import { breaksTimeOrder, doubtOnward } from './doubt-onward.js';
import { debitsOnRecord, extendTrail, type TrailExtended } from './extend-trail.js';

/**
 * Follows the money that an institution says moved on: each later debit becomes a part of the
 * trail, and where the rules allow, the next hop's hold order. Only money that the answer freed can
 * be asked for, so the stolen sum is never held twice. A debit that several credits flowed into has
 * a part, and a hold, for each of them. A notice of section 6 that the hold rests on reaches the
 * next institution too, for seven days of its own; else section 7 is followed. A hold that a person
 * ordered (AOC-85B) is not followed by itself: the next account needs its own evidence and its own
 * decision. An answer whose later debits cannot be true is not followed at all; the refusal says
 * why (see `doubtOnward`), and a person must settle it. One that passed over an earlier debit is
 * followed, and a person settles that too.
 */
export async function followMoney(
  work: CaseWork,
  hold: HoldRow,
  receipt: Pick<HoldReceiptMessage, 'heldAmountSatang' | 'onward'>,
): Promise<Refusal | undefined> {
  const { onward } = receipt;
  if (onward.length === 0) return keepsMore(work, hold, BigInt(receipt.heldAmountSatang));
  const { manager } = work;
  const sum = await manager.findOneOrFail(StolenSumRow, {
    where: { id: hold.stolenSumId },
    lock: { mode: 'pessimistic_write' },
  });
  const link = await manager.findOneByOrFail(TrailLinkRow, { id: hold.trailLinkId });
  const credit = await manager.findOneByOrFail(TransferRow, { id: hold.transferId });
  const doubt = await doubtOnward(work, hold, { part: link, credit }, receipt);
  if (doubt !== undefined) return doubt;
  await nameReceivers(work, hold, onward);
  const debits = await debitsOnRecord(work, hold, onward);
  const powers = await powersOnward(work, hold, sum);
  const left = { link, credit, sum, holdId: hold.id, powerReaches: powers !== undefined };
  const extended = await extendTrail(work, left, debits);
  if (powers !== undefined) await orderOnward(work, powers, extended);
  return extended.isFirst ? breaksTimeOrder(work, hold, onward) : undefined;
}

/**
 * An answer that names no later debit, and holds more than earlier ones left of the part: then it
 * is other money, or one of the answers is wrong.
 */
async function keepsMore(work: CaseWork, hold: HoldRow, heldSatang: Satang): Promise<Refusal | undefined> {
  if (heldSatang === 0n || heldSatang <= (await leftOf(work.manager, hold.trailLinkId))) return undefined;
  return refuse('ATTRIBUTION.ABOVE_RECEIVED', 'more is held and was sent on than was received');
}

async function orderOnward(work: CaseWork, powers: PowersOnward, { plans, links }: TrailExtended): Promise<void> {
  const hops = links.flatMap((link) => {
    const follow = plans.find(({ transferId }) => transferId === link.transferId)?.follow;
    return follow == null ? [] : [{ link, follow }];
  });
  await orderNextHops(work, powers, hops);
}

/**
 * What lets the money behind a hold be held where it went: a notice of section 6 first, else
 * section 7.
 */
export interface PowersOnward {
  /**
   * The notices that the hold rests on; the first carries the next order, the others stand beside
   * it.
   */
  suspicions: readonly Suspicion[];
  debitConfirmed: boolean;
}

/**
 * The powers of a hold that reach the next institution; undefined when they do not by themselves.
 */
export async function powersOnward(
  work: CaseWork,
  hold: HoldRow,
  sum: Pick<StolenSumRow, 'transferId'>,
): Promise<PowersOnward | undefined> {
  const suspicions = await standingSuspicions(work, hold.id);
  // The inquiry officer's order lets a hold of section 7 go on; it takes nothing from what the
  // complaint gives.
  const isSection7 = hold.kind === 'section7' || hold.kind === 'continue_order';
  const followsSection7 = isSection7 && (await section7Reaches(work, hold.stolenSumId));
  if (suspicions.length === 0 && !followsSection7) return undefined;
  const confirmation = await work.manager.findOneBy(DebitConfirmationRow, { transferId: sum.transferId });
  return { suspicions, debitConfirmed: debitVerdict(confirmation ?? undefined) === 'confirmed' };
}

/** A part of the trail and where the plan follows it to. */
export interface NextHop {
  link: TrailLinkRow;
  follow: NonNullable<HopPlan['follow']>;
}

/** Orders planned hops on the powers that the hold before them rests on. */
export async function orderNextHops(
  work: CaseWork,
  { suspicions, debitConfirmed }: PowersOnward,
  hops: readonly NextHop[],
): Promise<HoldRow[]> {
  if (hops.length === 0) return [];
  const [suspicion, ...others] = suspicions;
  const rows = await work.manager.findBy(TransferRow, { id: In(hops.map(({ link }) => link.transferId)) });
  const transfers = new Map(rows.map((row) => [row.id, row]));
  const wanted = hops.map(({ link, follow }): NewHold => {
    const transfer = transfers.get(link.transferId);
    if (transfer === undefined) throw new Error(`no transfer ${link.transferId}`);
    return {
      link,
      transfer,
      account: follow.account,
      amountSatang: follow.requestedSatang,
      kind: suspicion === undefined ? 'section7' : 'section6',
      debitConfirmed,
      freezeRequestId: null,
      until: null,
      seizureWarrantNo: null,
      ...(suspicion === undefined ? {} : { suspicion }),
    };
  });
  const holds = await orderHolds(work, wanted);
  const rests = holds.flatMap((hold) => others.map((other) => ({ hold, suspicion: other, until: hold.expiresAt })));
  await restOn(work, rests);
  return holds;
}
