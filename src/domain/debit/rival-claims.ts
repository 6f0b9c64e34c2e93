import { isReleaseOverdue } from '../break/unanswered.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';
import type { Rulebook } from '../rulebook/in-force.js';
import type { DebitVerdict } from './debit-verdict.js';

/** The rulebook and the instant by which it is judged. */
interface Law {
  rulebook: Rulebook;
  now: Date;
}

/** A release that an institution has not answered, of a hold of a claim. */
interface UnansweredRelease {
  holdId: string;
  /** It is the hold at the account that the claim names. */
  isFirst: boolean;
  orderedAt: Date;
  reservedSatang: Satang;
}

/** A claim about a reference of a sending institution, one of several that differ. */
export interface RivalClaim {
  transferId: string;
  /** Null where no complaint or notice reported it: the institution named it. */
  stolenSumId: string | null;
  /** The account that it names, or that the institution named; null while none is known. */
  receiver: Account | null;
  isOffRail: boolean;
  amountSatang: Satang;
  /** What the sending institution says of this claim. */
  debit: DebitVerdict;
  /** The amount that was debited, where the institution says that it differs; else null. */
  debitedSatang: Satang | null;
  /** A complaint or notice that reported exactly this claim stands. */
  isUpheld: boolean;
  /** What holds reserve of its stolen sum. */
  reservedSatang: Satang;
  /** What its first hold asks for while it stands; at least what that holds and what went on. */
  claimedAtReceiverSatang: Satang;
  /**
   * What the centre let go of its first hold because the debit looked smaller. What a person let go
   * does not count: that decision is about the money, whoever claims it.
   */
  letGoSatang: Satang;
  /** The same of its holds further on the trail. */
  letGoFurtherSatang: Satang;
  /** What a person let go of its first hold: that decision is about the money, whoever claims it. */
  decidedAtReceiverSatang: Satang;
  /** The same of its holds further on the trail. */
  decidedFurtherSatang: Satang;
  /** The release of its first hold is ordered, and not acknowledged yet. */
  isBeingReleased: boolean;
  /** Its holds that no person let go, and whose release is ordered and not answered; absent: none. */
  unanswered?: readonly UnansweredRelease[];
  /**
   * What its first hold asked for by section 7 that ran its time after the case that asks had complained, or that a
   * person let go: that decision is about so much of the money, whoever claims it and whenever. 0: there is none.
   */
  settledSatang: Satang;
  /**
   * What its first hold asked for by another power than section 7 that ran its time since: that settles so much of the
   * money beside a complaint whose urgent time is over too (`inUrgentTime`).
   */
  settledByPowerSatang: Satang;
  /** A person let its first hold go, and nobody brought it back. */
  isLetGo: boolean;
}

/**
 * Returns what is known of the debit of a claim, beside what the sending institution says of its
 * rivals. The institution confirms one transfer under a reference. A claim that names the same
 * receiver is then about that transfer, and its holds go on. One that names another receiver is
 * contradicted, as if it had been denied. Holds of a claim that was denied stand for a rival that
 * names the same receiver, until the institution has answered about that one too.
 */
export function verdictBesideRivals(own: RivalClaim, rivals: readonly RivalClaim[]): DebitVerdict {
  if (own.debit === 'confirmed') return 'confirmed';
  const sameReceiver = rivals.filter((rival) => isSameReceiver(own, rival));
  if (sameReceiver.some(({ debit }) => debit === 'confirmed')) return 'confirmed';
  if (rivals.some((rival) => rival.debit === 'confirmed' && namesOtherReceiver(own, rival))) return 'denied';
  return sameReceiver.some(({ debit, isUpheld }) => debit === 'unknown' && isUpheld) ? 'unknown' : own.debit;
}

/**
 * Returns the holds of rival claims about the same receiver whose place an order on a claim takes, by their ids: their
 * institutions have not answered the releases in time (P-BREAK).
 */
export function rivalsGivingWay(own: RivalClaim, rivals: readonly RivalClaim[], law: Law): string[] {
  return rivals
    .filter((rival) => isSameReceiver(own, rival))
    .flatMap((rival) => overdueOf(rival, law).map(({ holdId }) => holdId));
}

/**
 * Returns a rival claim as an order finds it that takes the place of its holds (`rivalsGivingWay`): what these reserve
 * is free for that order, and nothing of them is being released any more.
 */
export function onceGivenWay(claim: RivalClaim, law: Law): RivalClaim {
  const overdue = overdueOf(claim, law);
  if (overdue.length === 0) return claim;
  const first = overdue.filter(({ isFirst }) => isFirst);
  const reserved = (holds: readonly UnansweredRelease[]) =>
    sumSatang(holds.map(({ reservedSatang }) => reservedSatang));
  return {
    ...claim,
    reservedSatang: claim.reservedSatang - reserved(overdue),
    claimedAtReceiverSatang: claim.claimedAtReceiverSatang - reserved(first),
    isBeingReleased: claim.isBeingReleased && first.length === 0,
    unanswered: [],
  };
}

/**
 * Returns a rival claim as a complaint finds it whose urgent time (P-URG) still runs: the end of another power settles nothing
 * for it, as it would not where the hold was on its own claim (`standingHold`).
 */
export function inUrgentTime(claim: RivalClaim): RivalClaim {
  return { ...claim, settledByPowerSatang: 0n };
}

/** Returns what of a claim's first hold is settled, so that its end leaves nothing to order. */
function settledOf({ settledSatang, settledByPowerSatang }: RivalClaim): Satang {
  return maxSatang(settledSatang, settledByPowerSatang);
}

function overdueOf({ unanswered = [] }: RivalClaim, { rulebook, now }: Law): UnansweredRelease[] {
  return unanswered.filter(({ orderedAt }) => isReleaseOverdue({ orderedAt, acknowledgedAt: null }, rulebook, now));
}

/** What holds of other claims about the same reference and receiver cover of a claim's money. */
export interface Cover {
  satang: Satang;
  /** The claims whose holds cover it. */
  by: readonly RivalClaim[];
  /** The claims whose holds would cover it, and are being released. */
  beingReleased: readonly RivalClaim[];
  /** What the covering claims lack at accounts after the first, where no order of this one reaches. */
  lacksFurtherSatang: Satang;
}

/**
 * Returns what of a claim's money is covered by the holds of rivals that name the same receiver.
 * The money is the same, so an order for the claim asks only for what it names beyond. A covering
 * claim covers what its first hold asks for: what could not be held of that is followed on its own
 * trail. A hold that is settled covers what it asked for: beside another claim that was less than its own names. What was
 * never asked for, because the debit looked smaller then, and what the centre let go since for the same reason is
 * followed by nobody, and not covered.
 */
export function coverOf(own: RivalClaim, rivals: readonly RivalClaim[]): Cover {
  const others = rivals.filter((rival) => isSameReceiver(own, rival) && rival.stolenSumId !== null);
  const by = others.filter((rival) => settledOf(rival) > 0n || (rival.reservedSatang > 0n && !rival.isBeingReleased));
  return {
    satang: sumSatang(by.map(coveredBy)),
    by,
    beingReleased: others.filter(({ isBeingReleased }) => isBeingReleased),
    lacksFurtherSatang: sumSatang(by.map(({ letGoFurtherSatang }) => letGoFurtherSatang)),
  };
}

function coveredBy(rival: RivalClaim): Satang {
  const { reservedSatang, claimedAtReceiverSatang, letGoSatang, letGoFurtherSatang } = rival;
  const heldOrFollowed = maxSatang(reservedSatang, claimedAtReceiverSatang - letGoFurtherSatang);
  const settled = settledOf(rival) - letGoSatang - letGoFurtherSatang;
  return minSatang(possible(rival), maxSatang(heldOrFollowed, settled));
}

/**
 * Returns the most that holds of a claim's own stolen sum may reserve, so that all claims about one
 * reference and one receiver together take up no more than the debit can be: the confirmed amount,
 * else the largest that a standing claim names. Where the institution says that another amount was
 * debited, the smaller counts. The earliest claim comes first, because its hold came first; one that the institution
 * denied comes after all others, because its hold stands for them alone (`verdictBesideRivals`).
 */
export function mostToReserve(own: RivalClaim, rivals: readonly RivalClaim[]): Satang {
  const group = [own, ...rivals.filter((rival) => isSameReceiver(own, rival))];
  const before = group.filter((claim) => comesBefore(claim, own));
  const taken = sumSatang(before.map(({ reservedSatang }) => reservedSatang));
  return maxSatang(debitCanBe(group) - taken, 0n);
}

function comesBefore(one: RivalClaim, other: RivalClaim): boolean {
  const isDenied = one.debit === 'denied';
  if (isDenied !== (other.debit === 'denied')) return !isDenied;
  return one.transferId < other.transferId;
}

/** How much of one debit the claims about it leave for further orders, whatever sum reports it. */
export interface RoomOfDebit {
  /** The stolen sums of the claims that share the room. */
  stolenSumIds: readonly string[];
  /** What no hold of any of the claims reserves. */
  freeSatang: Satang;
  /** Of that, what an order at the receiver itself may ask for: what went on from there is not. */
  freeAtReceiverSatang: Satang;
}

/**
 * Returns how much of the debit behind a claim may still be held by orders of any power. All claims
 * about one reference and one receiver share it, because their money is the same. What went on of a
 * rival is followed on its trail while anything of it is held, or where it is settled. Of one that
 * holds nothing any more, such as a lie that was taken back, nobody follows it: the order asks at
 * the receiver for all but what a person let go further on, and its institution names the way again.
 */
export function roomOfDebit(own: RivalClaim, rivals: readonly RivalClaim[]): RoomOfDebit {
  const group = [own, ...rivals.filter((rival) => isSameReceiver(own, rival))];
  const debit = debitCanBe(group);
  const taken = group.map((claim) =>
    claim === own || claim.reservedSatang > 0n || settledOf(claim) > 0n
      ? maxSatang(claim.reservedSatang, claim.claimedAtReceiverSatang)
      : minSatang(claim.decidedFurtherSatang, claim.claimedAtReceiverSatang),
  );
  return {
    stolenSumIds: group.flatMap(({ stolenSumId }) => stolenSumId ?? []),
    freeSatang: maxSatang(debit - sumSatang(group.map(({ reservedSatang }) => reservedSatang)), 0n),
    freeAtReceiverSatang: maxSatang(debit - sumSatang(taken), 0n),
  };
}

/**
 * Returns how much of the debit behind a claim is left for the rest of a part, of which a standing hold at
 * this hop was asked for less: no more than is left at the receiver itself (`roomOfDebit`), and not
 * what a person let go of a rival's holds, because that decision is about the money. At the receiver,
 * what a rival's standing hold asks for has it in already (`claimedAtReceiverSatang`).
 */
export function roomForRest(own: RivalClaim, rivals: readonly RivalClaim[], hop: number): Satang {
  const { freeSatang, freeAtReceiverSatang } = roomOfDebit(own, rivals);
  const same = rivals.filter((rival) => isSameReceiver(own, rival));
  if (hop === 0) {
    const gone = same.filter(({ reservedSatang }) => reservedSatang === 0n);
    const decided = sumSatang(gone.map(({ decidedAtReceiverSatang }) => decidedAtReceiverSatang));
    return maxSatang(minSatang(freeSatang, freeAtReceiverSatang) - decided, 0n);
  }
  const decided = same.map(
    ({ decidedAtReceiverSatang, decidedFurtherSatang }) => decidedAtReceiverSatang + decidedFurtherSatang,
  );
  return maxSatang(freeSatang - sumSatang(decided), 0n);
}

/**
 * Returns whether the sending institution has said how much was debited for a claim, or for a rival
 * that names the same receiver.
 */
export function isAmountKnown(own: RivalClaim, rivals: readonly RivalClaim[]): boolean {
  const group = [own, ...rivals.filter((rival) => isSameReceiver(own, rival))];
  return group.some(({ debit, debitedSatang }) => debit === 'confirmed' || debitedSatang !== null);
}

/** Returns the largest amount that the debit of claims about one receiver can be. */
function debitCanBe(group: readonly RivalClaim[]): Satang {
  const confirmed = group.filter(({ debit }) => debit === 'confirmed');
  if (confirmed.length > 0) return largest(confirmed);
  const standing = group.filter(({ debit, isUpheld }) => debit !== 'denied' && isUpheld);
  return largest(standing.length > 0 ? standing : group);
}

function largest(claims: readonly RivalClaim[]): Satang {
  return claims.map(possible).reduce(maxSatang, 0n);
}

/** Returns what a claim can be of: no more than the institution says that was debited. */
function possible({ amountSatang, debitedSatang }: RivalClaim): Satang {
  return minSatang(amountSatang, debitedSatang ?? amountSatang);
}

/** Returns whether two claims are known to name one receiving account. */
function isSameReceiver({ receiver: one }: RivalClaim, { receiver: other }: RivalClaim): boolean {
  return one !== null && other !== null && accountKey(one) === accountKey(other);
}

function namesOtherReceiver(own: RivalClaim, rival: RivalClaim): boolean {
  const isKnown = ({ receiver, isOffRail }: RivalClaim) => receiver !== null || isOffRail;
  if (!isKnown(own) || !isKnown(rival)) return false;
  return own.isOffRail !== rival.isOffRail || (!own.isOffRail && !isSameReceiver(own, rival));
}
