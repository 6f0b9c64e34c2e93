import { type DebitVerdict, debitVerdict } from '../../domain/debit/debit-verdict.js';
import { verdictBesideRivals } from '../../domain/debit/rival-claims.js';
import type { HoldReceiptMessage } from '../../domain/hold/messages.js';
import { ARMED_NO_EVIDENCE, armedSatang } from '../../domain/freeze-request/armed-hold.js';
import { type ComplaintClock, mayAskBeside, powerOnward } from '../../domain/hold/order/power-onward.js';
import { mayOrderSection7 } from '../../domain/judgement/judge.js';
import type { Satang } from '../../domain/money.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { contradiction, doubtHeld } from '../../domain/trail/doubt-answer.js';
import { RECEIVER_NOT_ENROLLED } from '../../domain/trail/next-hops.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { reading, rows, value } from '../../persistence/read-together.js';
import type { CaseWork } from '../case/work/case-work.js';
import { readRivalClaims } from '../case/money/rival-claims.js';
import { AWAITED_OF_HOLD, nameReceivers } from '../debit/name-receiver.js';
import { COMPLAINTS_ABOUT_SUM_OF_HOLD, readComplaintClock } from '../hold/order/complaint-clock.js';
import { section7Facts } from '../hold/order/section7-facts.js';
import { type PowersOnward, reachOf } from '../hold/order/order-hold.js';
import { standingNotices } from '../hold/change/rest-on-notice.js';
import { leftOf } from '../ledger/suspended-money.js';
import { breaksTimeOrder, referencesOf, weighOnward } from './doubt-onward.js';
import { armedHolds, DEBITS_BEFORE_ANSWER } from './trail.queries.js';
import { debitsOnRecord, extendTrail } from './extend-trail.js';
import { growParts } from './grow-parts.js';

const NO_EVIDENCE = refuse(ARMED_NO_EVIDENCE, 'there is no reason to believe of the account that the money went to');

/** SQL of the transfer that the sum of the hold `$1` is. */
const STOLEN_TRANSFER =
  '(SELECT s.transfer_id FROM stolen_sum s JOIN hold h ON h.stolen_sum_id = s.id WHERE h.id = $1)';

/** What the money that went on from the hold `$1` is followed by, by one statement. */
const READ_TO_FOLLOW = reading({
  parts: rows(TrailLinkRow, 'r.id = (SELECT trail_link_id FROM hold WHERE id = $1)'),
  credits: rows(TransferRow, 'r.id = (SELECT transfer_id FROM hold WHERE id = $1)'),
  stolenTransfers: rows(TransferRow, `r.id = ${STOLEN_TRANSFER}`),
  known: rows(TrailLinkRow, 'r.parent_link_id = (SELECT trail_link_id FROM hold WHERE id = $1)'),
  confirmations: rows(DebitConfirmationRow, `r.transfer_id = ${STOLEN_TRANSFER}`),
  complaints: COMPLAINTS_ABOUT_SUM_OF_HOLD,
  isNoticed: value<boolean>('SELECT EXISTS (SELECT FROM hold_notice WHERE hold_id = $1)'),
  debitsBefore: DEBITS_BEFORE_ANSWER,
  awaited: AWAITED_OF_HOLD,
});

/** The money reached an institution that takes no part. */
const NOT_ENROLLED = refuse(RECEIVER_NOT_ENROLLED, 'money went to an institution that takes no part');

/**
 * Follows the money that an institution says moved on. Each later debit becomes a part of the
 * trail and, where the rules allow it, a hold order for the next hop. An order asks only for money
 * that the answer freed, so that a stolen sum is never held twice. A debit that several credits
 * flowed into has a part and a hold for each of them. A part whose debit the answer names for more than
 * an earlier one grows (`growParts`).
 *
 * A notice of suspicion (section 6) that the hold rests on also reaches the next institution;
 * otherwise section 7 is followed. A hold that a person ordered (AOC-85B)
 * is not followed by itself, because the next account needs its own evidence and its own decision;
 * unless two persons armed it (`ArmedHold`): then up to its cap is suspended there at once where the
 * evidence about that account gives reason to believe, and else when it does (`orderWaiting`).
 *
 * `asRead`: what is left of the part (`leftOf`), and the locked sum, where they were read before.
 *
 * Returns what a person must settle. Debits that cannot be true (see `weighOnward`) are not followed.
 * An answer that passed over an earlier debit (`ATTRIBUTION.NOT_IN_TIME_ORDER`) is
 * followed all the same. Money at an institution that takes no part (`RECEIVER_NOT_ENROLLED`) is
 * where no order can follow it. Where an armed hold lacks the evidence (`ARMED_NO_EVIDENCE`), a person
 * may ask for an order of its own.
 */
export async function followMoney(
  work: CaseWork,
  hold: HoldRow,
  receipt: Pick<HoldReceiptMessage, 'heldAmountSatang' | 'onward'>,
  heardAt: Date,
  asRead: { leftSatang?: Satang | undefined; sum?: StolenSumRow | undefined } = {},
): Promise<Refusal[]> {
  const { manager } = work;
  if (receipt.onward.length === 0) {
    const heldSatang = BigInt(receipt.heldAmountSatang);
    if (heldSatang === 0n) return [];
    const doubt = doubtHeld(heldSatang, asRead.leftSatang ?? (await leftOf(manager, hold.trailLinkId)));
    return doubt === undefined ? [] : [doubt];
  }
  const where = { id: hold.stolenSumId };
  const sum = asRead.sum ?? (await manager.findOneOrFail(StolenSumRow, { where, lock: { mode: 'pessimistic_write' } }));
  // After the lock, so that it sees what was committed while the lock was waited for.
  const read = await READ_TO_FOLLOW(manager, [hold.id, referencesOf(receipt.onward), work.now]);
  const { known, confirmations, complaints, isNoticed, awaited } = read;
  const [[link], [credit], [stolen]] = [read.parts, read.credits, read.stolenTransfers];
  if (link === undefined || credit === undefined || stolen === undefined) throw new Error(`no part of ${hold.id}`);
  work.complaints.note([sum.id], complaints);
  const debitsBefore = read.debitsBefore.map((row) => ({ ...row, at: new Date(row.at) }));
  const before = { part: link, credit, debits: debitsBefore };
  const { doubt, followed: onward } = weighOnward(work, hold, before, receipt, heardAt);
  const doubts = doubt === undefined ? [] : [doubt];
  if (onward.length === 0) return doubts;
  if (await nameReceivers(work, hold, onward, awaited)) doubts.push(contradiction());
  const debits = await debitsOnRecord(work, hold, onward);
  // Without another claim about its reference, only its own answer says what is known of the debit.
  const isOnlyClaim = !stolen.contested && stolen.reportedBy === 'victim';
  const debit = isOnlyClaim ? debitVerdict(confirmations[0]) : undefined;
  const powers = await powersOnward(
    work,
    hold,
    { stolen, urgentFrom: confirmations[0]?.urgentFrom ?? null },
    { isNoticed, debit },
  );
  const partLeft = { link, credit, sum, stolen, known, holdId: hold.id, powerReaches: reachOf(powers) };
  const extended = await extendTrail(work, partLeft, debits, powers);
  await growParts(work, hold, partLeft, {
    debits,
    debitsBefore,
    heldSatang: BigInt(receipt.heldAmountSatang),
    heardAt,
  });
  const outOfOrder = extended.isFirst && doubt === undefined ? await breaksTimeOrder(work, hold, onward) : undefined;
  const isBeyondReach = extended.plans.some(({ stopReason }) => stopReason === 'not_enrolled');
  const lacksEvidence =
    powers?.armed !== undefined && extended.plans.some(({ stopReason }) => stopReason === 'no_power');
  return [
    ...doubts,
    ...(outOfOrder === undefined ? [] : [outOfOrder]),
    ...(isBeyondReach ? [NOT_ENROLLED] : []),
    ...(lacksEvidence ? [NO_EVIDENCE] : []),
  ];
}

/**
 * Returns the powers that carry orders from a hold to the next institution (see `powerOnward`), or
 * undefined when a person must order there. `money`: the victim's own transfer, and from when its urgent time is
 * counted where that began anew. `known`: that no notice is behind the hold, and what is
 * known of the debit behind its sum, where it was read before; `believed`: the accounts of which the
 * evidence gives reason to believe, else those of the newest judgement.
 */
export async function powersOnward(
  work: CaseWork,
  hold: HoldRow,
  { stolen, urgentFrom }: { stolen: TransferRow; urgentFrom: Date | null },
  known: { isNoticed: boolean; debit: DebitVerdict | undefined } = { isNoticed: true, debit: undefined },
  believed?: ReadonlySet<string>,
): Promise<PowersOnward | undefined> {
  const notices = known.isNoticed ? await standingNotices(work, hold.id) : [];
  const clock = await readComplaintClock(work, hold.stolenSumId);
  const debit = known.debit ?? (await debitBesideRivals(work, { transferId: stolen.id }));
  const isAsked = isSection7Asked(work, stolen, { clock, debit, urgentFrom });
  const power = powerOnward({ kind: hold.kind, restsOnNotice: notices.length > 0 }, { clock, isAsked }, work);
  const armed = power === null ? await armedBy(work, hold, believed) : undefined;
  if (power === null && armed === undefined) return undefined;
  const debitConfirmed = debit === 'confirmed';
  if (power !== null) return { power, notices, debitConfirmed };
  return armed && { power: 'aoc_suspension', notices: [], debitConfirmed, armed };
}

/**
 * Returns whether section 7 may order a stolen sum for this case, whatever power holds a part of it: the case may
 * order it unasked, and its debit is confirmed or its urgent time runs (`mayAskBeside`).
 */
export function isSection7Asked(
  { caseFile, rulebook, now }: CaseWork,
  stolen: TransferRow,
  { clock, debit, urgentFrom }: { clock: ComplaintClock | null; debit: DebitVerdict; urgentFrom: Date | null },
): boolean {
  if (!mayAskBeside({ clock, debitConfirmed: debit === 'confirmed', urgentFrom }, { rulebook, now })) return false;
  const facts = section7Facts(caseFile, [{ transfer: stolen, debit }], !caseFile.automaticOrders);
  return mayOrderSection7(facts, stolen.id, rulebook, now).ok;
}

/** Reads what is known of the debit behind a sum, beside other claims about its reference. */
async function debitBesideRivals(
  { manager, caseFile }: CaseWork,
  { transferId }: Pick<StolenSumRow, 'transferId'>,
): Promise<DebitVerdict> {
  const claim = (await readRivalClaims(manager, [transferId], caseFile.openedAt)).get(transferId);
  return claim === undefined ? 'unknown' : verdictBesideRivals(claim.own, claim.rivals);
}

/** Returns the armed hold of a hold that may still order something; undefined without one. */
async function armedBy(
  { manager, now }: CaseWork,
  hold: HoldRow,
  believed: ReadonlySet<string> | undefined,
): Promise<PowersOnward['armed']> {
  for (const armed of await armedHolds(manager, hold.id)) {
    const leftSatang = armedSatang(armed, now);
    const accounts = believed ?? new Set(armed.believed);
    if (leftSatang > 0n) return { requestId: armed.requestId, leftSatang, untilAt: armed.untilAt, accounts };
  }
  return undefined;
}
