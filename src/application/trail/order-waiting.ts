import { type Asker, newestOf } from '../../domain/hold/order/held-for-victim.js';
import type { DebitVerdict } from '../../domain/debit/debit-verdict.js';
import { section7GivesOrders, section7ReachesOn } from '../../domain/hold/order/power-onward.js';
import { ARMED_NO_EVIDENCE, withinArmed } from '../../domain/freeze-request/armed-hold.js';
import { minSatang, type Satang } from '../../domain/money.js';
import { type Account, accountKey } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import {
  type AccountsSoFar,
  isBelowMinimum,
  planNextHops,
  RECEIVER_NOT_ENROLLED,
} from '../../domain/trail/next-hops.js';
import { isHeldAnew, mayOrderWaitingPart, type WaitingPart } from '../../domain/trail/waiting-part.js';
import type { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, type TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { openBreak } from '../break/open-break.js';
import { settleByItself } from '../break/settle-by-itself.js';
import type { CaseWork } from '../case/work/case-work.js';
import { readRoomOfDebit } from '../case/money/free-within-debit.js';
import { debitOf, type LoadedCase } from '../case/work/load-case.js';
import { readComplaintClock } from '../hold/order/complaint-clock.js';
import { holdsOn, type KnownTrail } from '../hold/order/hold-again.js';
import type { EndOfHold, HoldWithEnd } from '../hold/release/read-earlier-holds.js';
import { awaitedTransfer } from '../debit/ask-receivers.js';
import { freeForSection7 } from '../ledger/suspended-money.js';
import { orderNextHops, type PowersOnward, reachOf } from '../hold/order/order-hold.js';
import { isSection7Asked, powersOnward } from './follow-money.js';
import { enrolledInstitutions } from './trail.queries.js';

/**
 * Orders the parts of a sum that could not be ordered when they were named, by the rules of any
 * next hop (P-TRACE) and on the powers of the hold before. These are the parts that went to a
 * PromptPay id whose account has been named since, the parts for which nothing was free
 * (`fully_reserved`) until an institution held less than it was asked for, those that were too small
 * (`below_minimum`) until they grew, and those that no power
 * reached (`no_power`) before section 7 gave orders again, or before their account had evidence of its
 * own, for an armed hold. See `mayOrderWaitingPart` for those that are not ordered. `asker`: the
 * complaint of this case about the sum; `believed`: the accounts of which the evidence gives reason to
 * believe, by their keys.
 */
export async function orderWaiting(
  work: CaseWork,
  loaded: LoadedCase,
  stolen: StolenSumRow,
  { asker, endOf, believed }: { asker: Asker; endOf: EndOfHold; believed: ReadonlySet<string> },
): Promise<void> {
  const rootTransfer = loaded.transfers.get(stolen.transferId);
  if (rootTransfer === undefined) throw new Error(`stolen sum ${stolen.id} has no transfer`);
  const traceRule = ruleInForce(work.rulebook, 'P-TRACE', work.now);
  const waiting = waitingParts(loaded, stolen, traceRule);
  const enrolled = await enrolledReceivers(work, waiting);
  for (const { link, transfer, account } of waiting) {
    const holdBefore = loaded.holds.find((hold) => hold.id === link.parentHoldId);
    const part = {
      stopReason: link.stopReason,
      holdBeforeExpiresAt: holdBefore?.expiresAt ?? null,
      way: wayTo({ ...loaded, endOf }, link),
    };
    if (holdBefore === undefined || !mayOrderWaitingPart(part, asker, work.now)) continue;
    const credit = loaded.transfers.get(holdBefore.transferId);
    if (credit === undefined) throw new Error(`hold ${holdBefore.id} is on no transfer`);
    const powers = await powersTo(work, rootTransfer, part, {
      asker,
      sumId: stolen.id,
      debit: debitOf(loaded, stolen),
      armed: armedNow(work, loaded),
      believed,
    });
    if (link.stopReason === 'no_power' && powers?.power !== 'section7' && powers?.armed === undefined) continue;
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
        hop: holdBefore.hop,
        victimAccount: { institution: rootTransfer.fromInstitution, accountNo: rootTransfer.fromAccountNo },
        creditedAt: credit.transferredAt,
        freeSatang: withinArmed(await freeOfWaiting(work, loaded, { stolen, link, account }), powers?.armed),
        powerReaches: reachOf(powers),
        accountsSoFar: accountsSoFar(loaded, stolen.id),
        enrolled,
        alreadyFollowed: new Set(),
      },
      traceRule,
    );
    if (plan === undefined) throw new Error('a debit has a plan');
    const { follow, stopReason } = plan;
    if (stopReason !== null && stopReason !== link.stopReason) await stop(work, link, stopReason);
    if (stopReason === 'not_enrolled') await openBreak(work, holdBefore, null, RECEIVER_NOT_ENROLLED);
    if (follow === null || powers === undefined) continue;
    loaded.holds.push(...(await orderNextHops(work, powers, [{ link, transfer, follow }])));
    await resume(work, link, follow.nthAccount);
    if (powers.armed !== undefined) await settleByItself(work, holdBefore.id, ARMED_NO_EVIDENCE);
  }
}

/** Returns the holds that an approved armed hold waits for. */
function armedNow({ now }: CaseWork, { requests }: LoadedCase): ReadonlySet<string | null> {
  const armed = requests.filter(
    ({ armSatang, state, untilAt }) => armSatang !== null && state === 'approved' && untilAt !== null && untilAt > now,
  );
  return new Set(armed.map(({ holdId }) => holdId));
}

/** A part that never had a hold, and the account that an order for it would name. */
interface PartToOrder {
  link: TrailLinkRow;
  transfer: TransferRow;
  account: Account;
}

/** Reads how much a part may take up of its sum, and of the debit that other claims are about. */
async function freeOfWaiting(
  work: CaseWork,
  { contested }: LoadedCase,
  { stolen, link, account }: { stolen: StolenSumRow; link: TrailLinkRow; account: Account },
): Promise<Satang> {
  const freeSatang = await freeForSection7(work.manager, link, account);
  if (!contested.has(stolen.transferId)) return freeSatang;
  return minSatang(freeSatang, (await readRoomOfDebit(work, stolen.transferId)).freeSatang);
}

function waitingParts(loaded: LoadedCase, stolen: StolenSumRow, traceRule: RuleRow): PartToOrder[] {
  return loaded.links.flatMap((link) => {
    if (link.stolenSumId !== stolen.id || link.parentHoldId === null) return [];
    if (loaded.holds.some((hold) => hold.trailLinkId === link.id)) return [];
    const { stopReason } = link;
    const hasGrown = stopReason === 'below_minimum' && !isBelowMinimum(link.attributedSatang, traceRule);
    const isNamed = stopReason === 'fully_reserved' || stopReason === 'no_power' || hasGrown;
    const transfer = isNamed ? loaded.transfers.get(link.transferId) : awaitedTransfer(loaded, link);
    if (transfer?.toInstitution == null || transfer.toAccountNo === null) return [];
    return [{ link, transfer, account: { institution: transfer.toInstitution, accountNo: transfer.toAccountNo } }];
  });
}

/**
 * Returns the institutions of parts that take part. A part for which nothing was free, or that no
 * power reached, was named with one of them, so that only a receiver that was named since, or that got
 * too little before, is looked up.
 */
async function enrolledReceivers(work: CaseWork, parts: readonly PartToOrder[]): Promise<ReadonlySet<string>> {
  const isUnknown = ({ link }: PartToOrder) => link.stopReason === null || link.stopReason === 'below_minimum';
  const named = parts.filter(isUnknown).map(({ account }) => account.institution);
  const enrolled = named.length === 0 ? [] : await enrolledInstitutions(work.manager, named);
  const before = parts.filter((part) => !isUnknown(part)).map(({ account }) => account.institution);
  return new Set([...enrolled, ...before]);
}

/** A part that lies before another one, with the holds that were on it. */
interface PartOnTheWay {
  hop: number;
  holds: readonly HoldWithEnd[];
}

/** Returns the parts that lie before a part, the nearest first. */
function wayTo(trail: KnownTrail, part: TrailLinkRow): PartOnTheWay[] {
  const before = trail.links.find((link) => link.id === part.parentLinkId);
  if (before === undefined) return [];
  return [{ hop: before.hop, holds: holdsOn(trail, before) }, ...wayTo(trail, before)];
}

/** Who asks for a waiting part, and what may reach it. */
interface Asked {
  asker: Asker;
  sumId: string;
  debit: DebitVerdict;
  /** The holds that an approved armed hold waits for. */
  armed: ReadonlySet<string | null>;
  believed: ReadonlySet<string>;
}

/**
 * Returns the powers that reach a waiting part: those of the newest hold before it, or section 7
 * where it orders that money anew. Section 7 reached no further where no power did (`no_power`),
 * so nothing is read for such a part until it gives orders again, or a hold that is armed waits for
 * evidence about its account.
 */
async function powersTo(
  work: CaseWork,
  victims: TransferRow,
  { stopReason, way }: WaitingPart & { way: readonly PartOnTheWay[] },
  { asker, sumId, debit, armed, believed }: Asked,
): Promise<PowersOnward | undefined> {
  const clock = await readComplaintClock(work, sumId);
  const givesOrders = section7GivesOrders(clock, work);
  if (isHeldAnew({ way }, asker))
    return givesOrders ? { power: 'section7', notices: [], debitConfirmed: asker.debitConfirmed } : undefined;
  const before = newestOf(way[0]?.holds ?? []);
  if (before === undefined) return undefined;
  const urgentFrom = asker.urgentFrom ?? null;
  const isAsked = isSection7Asked(work, victims, { clock, debit, urgentFrom });
  const reaches = section7ReachesOn(before, { clock, isAsked }, work);
  if (stopReason === 'no_power' && !reaches && !armed.has(before.id)) return undefined;
  return powersOnward(work, before, { stolen: victims, urgentFrom }, undefined, believed);
}

/** Returns the accounts that the trail of a stolen sum was followed into. */
function accountsSoFar(loaded: LoadedCase, stolenSumId: string): AccountsSoFar {
  const firstLinks = loaded.links.filter((link) => link.stolenSumId === stolenSumId && link.nthAccount !== null);
  const known = firstLinks.flatMap((link) => {
    const { toInstitution: institution, toAccountNo: accountNo } = loaded.transfers.get(link.transferId) ?? {};
    return institution == null || accountNo == null ? [] : [accountKey({ institution, accountNo })];
  });
  return { count: Math.max(0, ...firstLinks.map(({ nthAccount }) => nthAccount ?? 0)), known: new Set(known) };
}

/** Writes that a part is followed now, and notes that it had stopped before. */
async function resume(work: CaseWork, link: TrailLinkRow, nthAccount: number | null): Promise<void> {
  const before = link.stopReason;
  if (nthAccount === null && before === null) return;
  Object.assign(link, { nthAccount, stopReason: null });
  await work.manager.update(TrailLinkRow, { id: link.id }, { nthAccount, stopReason: null });
  if (before !== null) work.audit('trail.resumed', { trailLinkId: link.id, transferId: link.transferId, before });
}

/** Writes that a part stops, and why. */
async function stop(
  work: CaseWork,
  link: TrailLinkRow,
  stopReason: NonNullable<TrailLinkRow['stopReason']>,
): Promise<void> {
  await work.manager.update(TrailLinkRow, { id: link.id }, { stopReason });
  link.stopReason = stopReason;
  work.audit('trail.stopped', { trailLinkId: link.id, transferId: link.transferId, stopReason });
}
