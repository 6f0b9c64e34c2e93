import { debitVerdict } from '../../src/domain/debit/debit-verdict.js';
import type { HoldOfSum, Law } from '../../src/domain/case/sum/sum-on-record.js';
import { type RivalClaim, rivalsGivingWay } from '../../src/domain/debit/rival-claims.js';
import { LIVE_HOLD_STATES } from '../../src/domain/hold/hold.js';
import { BY_PERSON } from '../../src/domain/hold/order/held-for-victim.js';
import {
  type ComplaintClock,
  complaintClock,
  type ComplaintWithClaim,
} from '../../src/domain/hold/order/power-onward.js';
import { maxSatang, type Satang, sumSatang } from '../../src/domain/money.js';
import { type Account, accountKey } from '../../src/domain/party.js';
import type { HoldInMemory, MemoryRecord, PartInMemory, SumInMemory } from './record.js';

/** A claim, and its rivals: the other claims about the same reference. */
export interface ClaimWithRivals {
  own: RivalClaim;
  rivals: readonly RivalClaim[];
}

/** Reads a sum's claim with its rivals, as `rivalClaimRows` does of a database. */
export function rivalClaims(record: MemoryRecord, sum: SumInMemory, complainedAt: Date): ClaimWithRivals {
  const group = record.sums.filter(({ reference }) => reference === sum.reference);
  const claims = group.map((each) => rivalClaim(record, each, complainedAt));
  const own = claims.find(({ transferId }) => transferId === sum.id);
  if (own === undefined) throw new Error(`no sum ${sum.id}`);
  return { own, rivals: claims.filter((claim) => claim !== own) };
}

/** Returns the holds of rivals whose place an order on a claim takes. */
export function holdsOfRivals(record: MemoryRecord, { own, rivals }: ClaimWithRivals, law: Law): HoldOfSum[] {
  return rivalsGivingWay(own, rivals, law).map((id) => record.holdOf(id).hold);
}

/** Returns what holds of rival claims reserve at the account of a part, by the same credit. */
export function heldByRivals({ sums, holds }: MemoryRecord, sum: SumInMemory, { reference }: PartInMemory): Satang {
  const rivals = sums.filter(
    (other) => other !== sum && other.reference === sum.reference && isSameAccount(other.account, sum.account),
  );
  return sumSatang(
    holds
      .filter((hold) => rivals.includes(hold.sum) && hold.part.reference === reference)
      .map(({ hold }) => hold.reservedSatang),
  );
}

function isSameAccount(one: Account | null, other: Account | null): boolean {
  return one !== null && other !== null && accountKey(one) === accountKey(other);
}

/** Returns whether others say something else of the reference of a sum. */
export function isContested({ sums }: MemoryRecord, sum: SumInMemory): boolean {
  return sums.some((other) => other !== sum && other.reference === sum.reference);
}

function rivalClaim(record: MemoryRecord, sum: SumInMemory, complainedAt: Date): RivalClaim {
  const holds = record.holdsOf(sum);
  const first = holds.filter(({ part }) => part.parent === null);
  const further = holds.filter(({ part }) => part.parent !== null);
  const wentOn = sumSatang(
    sum.parts.filter(({ parent }) => parent?.parent === null).map(({ attributedSatang }) => attributedSatang),
  );
  const isLetGo = first.some((hold) => isLetGoByPerson(record, hold));
  return {
    transferId: sum.id,
    stolenSumId: sum.id,
    receiver: sum.account,
    isOffRail: false,
    amountSatang: sum.amountSatang,
    debit: debitVerdict(sum.question),
    debitedSatang: sum.question.debitedSatang,
    isUpheld: record.cases.some(({ claims }) =>
      claims.some((claim) => claim.sum === sum && claim.reported && claim.endedAt === null),
    ),
    reservedSatang: sum.reservedSatang,
    claimedAtReceiverSatang: first
      .filter(({ hold }) => LIVE_HOLD_STATES.includes(hold.state))
      .map((each) => each.hold.requestedSatang - letGoForDebit(each))
      .reduce(maxSatang, sumSatang(first.map(({ hold }) => hold.reservedSatang)) + wentOn),
    letGoSatang: sumSatang(first.map(letGoForDebit)),
    letGoFurtherSatang: sumSatang(
      further.map(
        (each) => letGoForDebit(each) + (each.release?.reason === 'DEBIT_DENIED' ? each.hold.heldSatang : 0n),
      ),
    ),
    decidedAtReceiverSatang: sumSatang(first.map((each) => decided(record, each))),
    decidedFurtherSatang: sumSatang(further.map((each) => decided(record, each))),
    isBeingReleased: first.some(({ hold }) => hold.state === 'release_ordered'),
    unanswered: holds.flatMap(({ part, hold, release }) =>
      hold.state !== 'release_ordered' ||
      release === null ||
      release.acknowledgedAt !== null ||
      BY_PERSON.includes(release.reason)
        ? []
        : [
            {
              holdId: hold.id,
              isFirst: part.parent === null,
              orderedAt: release.orderedAt,
              reservedSatang: hold.reservedSatang,
            },
          ],
    ),
    settledSatang: mostRequested(
      first.filter(
        (each) =>
          isLetGoByPerson(record, each) || (each.hold.kind === 'section7' && ranItsTimeSince(each, complainedAt)),
      ),
    ),
    settledByPowerSatang: mostRequested(
      first.filter((each) => each.hold.kind !== 'section7' && ranItsTimeSince(each, complainedAt)),
    ),
    isLetGo,
  };
}

/** What orders for less let go because the debit looked smaller; what officers let go does not count. */
export function letGoForDebit({ hold, letGoByPersonsSatang }: HoldInMemory): Satang {
  return hold.letGoSatang === 0n ? 0n : maxSatang(hold.letGoSatang - letGoByPersonsSatang, 0n);
}

function decided(record: MemoryRecord, each: HoldInMemory): Satang {
  const whole = isLetGoByPerson(record, each) ? each.hold.heldSatang : 0n;
  return each.hold.letGoSatang - letGoForDebit(each) + whole;
}

/** A person let the hold go, and nobody brought it back. */
function isLetGoByPerson({ holds }: MemoryRecord, { part, hold, release }: HoldInMemory): boolean {
  const isAgain = holds.some((other) => other.part === part && other.hold.orderedAt > hold.orderedAt);
  return release !== null && BY_PERSON.includes(release.reason) && !isAgain;
}

function mostRequested(holds: readonly HoldInMemory[]): Satang {
  return holds.map(({ hold }) => hold.requestedSatang).reduce(maxSatang, 0n);
}

/** Its time ended the hold at an instant or later, by a release or by its institution's clock. */
function ranItsTimeSince({ release, hold, sum }: HoldInMemory, complainedAt: Date): boolean {
  if (release !== null) return release.orderedAt >= complainedAt && release.reason === 'EXPIRED';
  const isEndedSince = hold.state === 'released' && hold.endedAt !== null && hold.endedAt >= complainedAt;
  return isEndedSince && sum.question.state === 'confirmed' && hold.stateReason !== 'LAPSED_EARLY';
}

/** Returns the clock of section 7 for a stolen sum, by all complaints about its money. */
export function clockOf(record: MemoryRecord, sum: SumInMemory, at: Date): ComplaintClock | null {
  const { transferredAt } = sum;
  return complaintClock(
    record.cases.flatMap((file) => complaintsAbout(file, sum)),
    { transferredAt, at },
  );
}

function complaintsAbout(
  { victim, openedAt, withdrawnAt, claims }: MemoryRecord['cases'][number],
  sum: SumInMemory,
): ComplaintWithClaim[] {
  return claims
    .filter(
      (claim) => claim.sum.reference === sum.reference && accountKey(claim.sum.account) === accountKey(sum.account),
    )
    .map((claim) => ({
      claim: claim.sum === sum ? 'this' : claim.sum.question.state === 'confirmed' ? 'confirmed' : 'unconfirmed',
      isUpheld: claim.endedAt === null && withdrawnAt === null,
      receivedAt: openedAt,
      victimReports: true,
      holderReports: true,
      toldBankAt: null,
      statementAt: null,
      statementNotedAt: null,
      victim,
      holder: 'unknown',
      number: victim,
      telephone: victim,
    }));
}
