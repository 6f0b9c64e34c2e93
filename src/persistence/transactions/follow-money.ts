import type { HoldReceiptMessage, OnwardMessage } from '../../domain/hold/messages.js';
import { freeOf } from '../../domain/hold/ledger.js';
import { accountKey, type Account } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import type { Refusal } from '../../domain/result.js';
import { planNextHops, type HopPlan, type OnwardDebit } from '../../domain/trail/next-hops.js';
import { type HoldRow } from '../entities/hold.entities.js';
import { DebitConfirmationRow, StolenSumRow, TrailLinkRow, TransferRow } from '../entities/trail.entities.js';
import { newId } from '../ids.js';
import type { CaseWork } from './case-work.js';
import { debitVerdict } from './debit-verdict.js';
import { breaksTimeOrder, doubtOnward } from './doubt-onward.js';
import { nameReceivers } from './name-receiver.js';
import { orderHold } from './order-hold.js';
import { restOn, standingSuspicions } from './rest-on-notice.js';

/**
 * Follows the money that an institution says moved on: each later debit becomes a part of the trail, and where the rules allow, the next hop's
 * hold order. Only money that the answer freed can be asked for, so the stolen sum is never held twice. A debit that several credits flowed into has a
 * part, and a hold, for each of them.
 * A notice of section 6 that the hold rests on reaches the next institution too, for seven days of its own; else section 7 is followed. A hold that a person
 * ordered (AOC-85B) is not followed by itself: the next account needs its own evidence and its own decision.
 * An answer whose later debits cannot be true is not followed at all; the refusal says why (see `doubtOnward`), and a person must settle it. One that passed
 * over an earlier debit is followed, and a person settles that too.
 */
export async function followMoney(
  work: CaseWork,
  hold: HoldRow,
  receipt: Pick<HoldReceiptMessage, 'heldAmountSatang' | 'onward'>,
): Promise<Refusal | undefined> {
  const { onward } = receipt;
  if (onward.length === 0) return undefined;
  const { manager } = work;
  const sum = await manager.findOneOrFail(StolenSumRow, {
    where: { id: hold.stolenSumId },
    lock: { mode: 'pessimistic_write' },
  });
  const part = await manager.findOneByOrFail(TrailLinkRow, { id: hold.trailLinkId });
  const credit = await manager.findOneByOrFail(TransferRow, { id: hold.transferId });
  const doubt = await doubtOnward(work, hold, { part, credit }, receipt);
  if (doubt !== undefined) return doubt;
  const stolen = await manager.findOneByOrFail(TransferRow, { id: sum.transferId });
  await nameReceivers(work, hold, onward);
  const debits: OnwardDebit[] = [];
  for (const message of onward) debits.push(await debitOnRecord(work, hold, message));
  const followed = await manager.findBy(TrailLinkRow, { parentLinkId: part.id });
  const plans = planNextHops(
    debits,
    {
      hop: hold.hop,
      victimAccount: { institution: stolen.fromInstitution, accountNo: stolen.fromAccountNo },
      creditedAt: credit.transferredAt,
      freeSatang: freeOf(sum),
      accountsSoFar: await accountsOf(work, sum.id),
      alreadyFollowed: new Set(followed.map((link) => link.transferId)),
    },
    ruleInForce(work.rulebook, 'P-TRACE', work.now),
  );
  const links = await writeLinks(work, { stolenSumId: sum.id, trailLinkId: hold.trailLinkId, holdId: hold.id }, plans);
  for (const plan of plans) {
    const link = links.find((row) => row.transferId === plan.transferId);
    if (link !== undefined) await orderNextHop(work, hold, link, plan);
  }
  return followed.length === 0 ? breaksTimeOrder(work, hold, onward) : undefined;
}

/** Orders a planned hop on the powers that the hold before it rests on; where those do not reach further by themselves, nothing. */
export async function orderNextHop(
  work: CaseWork,
  hold: HoldRow,
  link: TrailLinkRow,
  { follow }: Pick<HopPlan, 'follow'>,
): Promise<HoldRow | undefined> {
  if (follow === null) return undefined;
  const { manager } = work;
  const [suspicion, ...others] = await standingSuspicions(work, hold.id);
  const followsSection7 = hold.kind === 'section7' && work.caseFile.withdrawnAt === null;
  if (suspicion === undefined && !followsSection7) return undefined;
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: link.stolenSumId });
  const confirmation = await manager.findOneBy(DebitConfirmationRow, { transferId: sum.transferId });
  const next = await orderHold(work, {
    link,
    transfer: await manager.findOneByOrFail(TransferRow, { id: link.transferId }),
    account: follow.account,
    amountSatang: follow.requestedSatang,
    kind: suspicion === undefined ? 'section7' : 'section6',
    debitConfirmed: debitVerdict(confirmation ?? undefined) === 'confirmed',
    freezeRequestId: null,
    until: null,
    seizureWarrantNo: null,
    ...(suspicion === undefined ? {} : { suspicion }),
  });
  for (const other of others) await restOn(work, next, other, next.expiresAt);
  return next;
}

/** Keys of the accounts into which the trail of a stolen sum was followed. */
export async function accountsOf(work: CaseWork, stolenSumId: string): Promise<ReadonlySet<string>> {
  const rows: Account[] = await work.manager.query(
    `SELECT DISTINCT t.to_institution AS institution, t.to_account_no AS "accountNo"
       FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
      WHERE l.stolen_sum_id = $1 AND l.stop_reason IS NULL AND t.to_account_no IS NOT NULL`,
    [stolenSumId],
  );
  return new Set(rows.map(accountKey));
}

/** The transfer row of a debit: one row per (sending institution, reference), whoever reports it and however often. */
export async function debitOnRecord(work: CaseWork, from: Account, message: OnwardMessage): Promise<OnwardDebit> {
  const named: Account | null = 'account' in message.to ? message.to.account : null;
  const promptPay = 'promptPay' in message.to ? message.to.promptPay : null;
  const [row]: { id: string; institution: string | null; accountNo: string | null }[] = await work.manager.query(
    `INSERT INTO transfer (id, from_institution, from_account_no, reference, to_institution, to_account_no, promptpay_kind, promptpay_value, off_rail,
                           amount_satang, transferred_at, rail, reported_by, first_case_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'institution', $13)
     ON CONFLICT (from_institution, reference) DO UPDATE SET reference = excluded.reference
     RETURNING id, to_institution AS institution, to_account_no AS "accountNo"`,
    [
      newId(),
      from.institution,
      from.accountNo,
      message.transferRef,
      named?.institution ?? null,
      named?.accountNo ?? null,
      promptPay?.kind ?? null,
      promptPay?.value ?? null,
      'offRail' in message.to ? message.to.offRail : null,
      message.amountSatang,
      message.at,
      message.channel,
      work.caseFile.id,
    ],
  );
  if (row === undefined) throw new Error('transfer was not written');
  const { institution, accountNo } = row;
  const known = institution === null || accountNo === null ? null : { institution, accountNo };
  return {
    transferId: row.id,
    account: known ?? named ?? (promptPay === null ? null : 'awaited'),
    amountSatang: BigInt(message.amountSatang),
    attributedSatang: BigInt(message.attributedSatang),
    at: new Date(message.at),
    paidTo: message.paidTo ?? null,
  };
}

/** The parts that an institution's word adds to the trail; what is on record from this part already adds nothing. `holdId`: null when it was not asked. */
export async function writeLinks(
  work: CaseWork,
  from: { stolenSumId: string; trailLinkId: string; holdId: string | null },
  plans: readonly HopPlan[],
): Promise<TrailLinkRow[]> {
  const fresh = plans.filter((plan) => plan.stopReason !== 'already_followed');
  if (fresh.length === 0) return [];
  const links = fresh.map((plan) =>
    work.manager.create(TrailLinkRow, {
      id: newId(),
      stolenSumId: from.stolenSumId,
      transferId: plan.transferId,
      caseId: work.caseFile.id,
      parentLinkId: from.trailLinkId,
      parentHoldId: from.holdId,
      hop: plan.hop,
      attributedSatang: plan.attributedSatang,
      stopReason: plan.stopReason,
    }),
  );
  await work.manager.insert(TrailLinkRow, links);
  work.audit('trail.extended', {
    holdId: from.holdId,
    links: fresh.map((plan) => ({
      transferId: plan.transferId,
      hop: plan.hop,
      attributedSatang: plan.attributedSatang.toString(),
      stopReason: plan.stopReason,
    })),
  });
  return links;
}
