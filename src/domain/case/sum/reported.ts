import { ask, type Asking } from '../../asking.js';
import { decideFirstHold, mayOrderFurther, nothingFree } from '../../complaint/intake/first-hold.js';
import type { NotOrderedCode } from '../../complaint/intake/not-ordered.js';
import { coverOf, onceGivenWay, type RivalClaim, verdictBesideRivals } from '../../debit/rival-claims.js';
import type { DebitVerdict } from '../../debit/debit-verdict.js';
import type { EarlierHold, StandingHold } from '../../hold/order/held-for-victim.js';
import { section7GivesOrders } from '../../hold/order/power-onward.js';
import type { CaseFacts } from '../../judgement/facts.js';
import { minSatang, type Satang } from '../../money.js';
import type { Account } from '../../party.js';
import { type AgainDesk, holdAgain, type KnownTrail } from './again.js';
import type { HoldOfSum, Law, PartOfSum } from './sum-on-record.js';

/** A transfer that a complaint reports, as it stands on record when its first hold is decided. */
export interface ReportedOnRecord<Hold extends HoldOfSum, Part extends PartOfSum> extends StandingOfReport {
  transferId: string;
  amountSatang: Satang;
  /** The account that the victim paid; null while only a PromptPay id is known. */
  receiver: Account | null;
  isOffRail: boolean;
  /** It was reported before. */
  isKnown: boolean;
  /** Others say something else of its reference. */
  contested: boolean;
  /** The first part of its trail. */
  root: Part;
  /** The holds whose place a new one takes (`replacedBy`). */
  replaces: readonly Hold[];
}

/** What stands on the money of a report. */
export interface StandingOfReport {
  debit: DebitVerdict;
  /** What stands on it by an earlier report. */
  standing: StandingHold;
  /** What of it holds of other claims about the same reference and receiver cover. */
  coveredSatang: Satang;
  /** A person let go what another claim about the same reference and receiver had held. */
  isLetGo: boolean;
}

/** What the first hold of a report asks of the record, and has done. */
export interface ReportDesk<Hold extends HoldOfSum, Part extends PartOfSum> extends AgainDesk<Hold, Part> {
  /** Why an order at an account waits for the confirmation of its debit (P-LIMIT); null: it does not. */
  limitAt(account: Account): NotOrderedCode | null;
  /** How much of the sum and its debit an order at an account may ask for. */
  freeOfReport(account: Account): Satang;
  /** The known trail of the sum, with the ends of its holds. */
  trail(): KnownTrail<Hold & EarlierHold, Part>;
}

/** The holds of one reported transfer, the first before later ones; and why there is no first one. */
export interface HoldsOfReport<Hold> {
  holds: readonly Hold[];
  refusal: NotOrderedCode | null;
  /** Holds further on the trail answer the report, where nothing is left at the first account. */
  isAnswered: boolean;
}

/**
 * Returns what stands on the money of a report beside rival claims: holds of a rival that names the
 * same receiver may cover it, unless they give way to a new one (`onceGivenWay`).
 */
export function besideRivals(
  { standing }: Pick<StandingOfReport, 'standing'>,
  own: RivalClaim,
  rivals: readonly RivalClaim[],
  law: Law,
): StandingOfReport {
  const cover = coverOf(
    own,
    rivals.map((rival) => onceGivenWay(rival, law)),
  );
  const isLetGo = cover.by.some((claim) => claim.isLetGo);
  const covered = isLetGo ? 'let_go' : 'held';
  const uncovered = cover.beingReleased.length > 0 ? 'being_released' : standing;
  const beside = cover.satang >= own.amountSatang ? covered : uncovered;
  return {
    debit: verdictBesideRivals(own, rivals),
    standing: standing === 'held' ? 'held' : beside,
    coveredSatang: cover.satang,
    isLetGo,
  };
}

/**
 * Orders the first hold of a reported transfer, as far as section 7 lets the centre hold and something
 * is free; and where the money of one that was reported before is known to have gone.
 */
export function* orderReported<Hold extends HoldOfSum, Part extends PartOfSum>(
  reported: ReportedOnRecord<Hold, Part>,
  facts: CaseFacts,
  law: Law,
): Asking<ReportDesk<Hold, Part>, HoldsOfReport<Hold>> {
  const { transferId, receiver: account, isOffRail, isKnown, contested, standing } = reported;
  // A first report starts its own time, which cannot be over; one that says something else of a
  // reference may be a second report of the same transfer.
  const hasEarlier = (isKnown || contested) && standing === 'none';
  const timeIsOver = hasEarlier && !section7GivesOrders(yield* ask((desk) => desk.clock()), law);
  const money = { transferId, account, isOffRail, standing, timeIsOver };
  const { orderAt, refusal: stopped } = decideFirstHold(money, facts, law.rulebook, law.now);
  const first = orderAt === null ? stopped : yield* orderFirst<Hold, Part>(orderAt, reported);
  const refusal = typeof first === 'string' ? first : null;
  const further = isKnown && mayOrderFurther(refusal) ? yield* orderFurther<Hold, Part>(reported, law) : [];
  return {
    holds: [...(typeof first === 'string' || first === null ? [] : [first]), ...further],
    refusal,
    isAnswered: refusal === 'SECTION7.NOTHING_FREE' && further.length > 0,
  };
}

/** Orders at the account that the victim paid, unless a limit or the ledger stops it. */
function* orderFirst<Hold extends HoldOfSum, Part extends PartOfSum>(
  account: Account,
  { root, debit, amountSatang: reportedSatang, coveredSatang, replaces }: ReportedOnRecord<Hold, Part>,
): Asking<ReportDesk<Hold, Part>, Hold | NotOrderedCode> {
  const debitConfirmed = debit === 'confirmed';
  const limit = debitConfirmed ? null : yield* ask((desk) => desk.limitAt(account));
  if (limit !== null) return limit;
  const free = yield* ask((desk) => desk.freeOfReport(account));
  const amountSatang = minSatang(free, reportedSatang - coveredSatang);
  const noMoney = nothingFree(amountSatang);
  if (noMoney !== null) return noMoney;
  return yield* ask((desk) => desk.orderHold({ part: root, account, amountSatang, debitConfirmed, replaces }));
}

/** Orders where the money of a transfer that was reported before is known to have gone. */
function* orderFurther<Hold extends HoldOfSum, Part extends PartOfSum>(
  { debit }: ReportedOnRecord<Hold, Part>,
  law: Law,
): Asking<ReportDesk<Hold, Part>, Hold[]> {
  const { parts, holds } = yield* ask((desk: ReportDesk<Hold, Part>) => desk.trail());
  const further = { parts: parts.filter(({ hop }) => hop > 0), holds };
  return yield* holdAgain<Hold, Part>(further, { complainedAt: law.now, debitConfirmed: debit === 'confirmed' }, law);
}
