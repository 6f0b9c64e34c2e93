import { byVictim, type ComplaintOfTransfer, complaintTime } from '../../judgement/complaint-time.js';
import type { HolderStanding } from '../../debit/holder-word.js';
import { urgentUntil } from '../../debit/urgent-time.js';
import { findRule, numberParameter } from '../../rulebook/in-force.js';
import { type CountingLaw, endOf } from '../../deadlines/deadline-of.js';
import { after, earlier, later } from '../../time.js';
import type { HoldKind } from '../hold.js';

/** What the time of section 7 for one transfer is counted from. */
export interface ComplaintClock {
  /**
   * When the victim who holds the account first reported; where he told his own bank alone, when the centre
   * received its notice, by which the first order is issued (P-EXP): no bank's word moves it.
   */
  receivedAt: Date;
  /** He reported to the centre. What he told his bank alone is no complaint. */
  isReport: boolean;
  /** When an inquiry officer received that victim's complaint; null without one. */
  statementAt: Date | null;
  /** An inquiry officer told the centre that he accepted a holder's complaint (OFF-7C). */
  officerActed: boolean;
  /**
   * When a victim last reported of whom nobody knows whether he holds the account, behind the one whose time is
   * counted (`doubtsAbout`): his word gives the urgent time (P-URG). Absent: none did.
   */
  doubtfulAt?: Date;
  /**
   * Reports to the centre about the money were withdrawn, and what a victim told his bank alone is left: its own time
   * counts, also where a report gave a hold more. Absent: not so.
   */
  isLeftOfReports?: true;
}

/**
 * What a complaint claims about a transfer: this claim, another one that the sending institution has
 * confirmed, or another one of which nothing is known yet.
 */
type ClaimOfComplaint = 'this' | 'confirmed' | 'unconfirmed';

/** A complaint about one transfer, upheld or withdrawn. */
export interface ComplaintWithClaim extends ComplaintOfTransfer {
  claim: ClaimOfComplaint;
  /** Its victim upholds it. */
  isUpheld: boolean;
  /** The reporter is the victim and holds the account. */
  holderReports: boolean;
  /** When the centre learned of the complaint to an inquiry officer. */
  statementNotedAt: Date | null;
  /** It is what the victim told his own bank: when. Null for a report to the centre. */
  toldBankAt: Date | null;
  /** Whether its victim holds the debited account, by the word of its institution or by papers. */
  holder: HolderStanding;
  /** The same for all complaints that name one official number; null where it names none. */
  number: string | null;
  /** The same for all complaints from one telephone. */
  telephone: string;
}

/**
 * Returns the clock of section 7 for a transfer, by the complaints about it that were made by `at`;
 * null when no holder upholds one then. Of several holders the one who reported first counts, so
 * that a second report starts nothing anew, whatever it says of the same reference and receiver
 * (`aboutMoneyOf`), and also where its victim withdrew the first one. Who is no holder takes no time from one
 * who is (`ofHolders`). A complaint to the police
 * before the transfer speaks of something else, and one that the centre learned of later than `at`
 * was not known yet. What a victim told his bank alone counts only while nobody upholds a
 * complaint.
 */
export function complaintClock(
  complaints: readonly ComplaintWithClaim[],
  { transferredAt, at }: { transferredAt: Date; at: Date },
): ComplaintClock | null {
  const possible = possibleHolders(complaints);
  const counted = possible.map((complaint) => aboutTransfer(complaint, { transferredAt, at }));
  const victims = byVictim(counted);
  const first = victims.find((own) => own.some(isComplaint)) ?? victims[0];
  if (first === undefined) return null;
  const isReport = first.some(({ isUpheld, toldBankAt }) => isUpheld && toldBankAt === null);
  const receivedAt = first
    .filter(({ toldBankAt }) => (toldBankAt === null) === isReport)
    .map((complaint) => complaint.receivedAt)
    .reduce(earlier);
  const doubtful = doubtsBehind(receivedAt, possible).filter(({ number }) => number !== null);
  const isLeftOfReports = !isReport && aboutMoneyOf(complaints).some(isWithdrawnReport);
  return {
    receivedAt,
    isReport,
    statementAt: first
      .map(({ statementAt }) => statementAt)
      .reduce((one, other) => (one === null || other === null ? (one ?? other) : earlier(one, other))),
    officerActed: counted.some(({ statementAt }) => statementAt !== null),
    ...(doubtful.length === 0 ? {} : { doubtfulAt: doubtful.map(({ since }) => since).reduce(later) }),
    ...(isLeftOfReports ? { isLeftOfReports } : {}),
  };
}

/** Returns whether time that a clock gives now is all there is, although the orders before gave more. */
export function mayEndSooner(clock: ComplaintClock | null): boolean {
  return clock !== null && (clock.officerActed || clock.isLeftOfReports === true);
}

function isWithdrawnReport({ isUpheld, toldBankAt, holderReports }: ComplaintWithClaim): boolean {
  return !isUpheld && toldBankAt === null && holderReports;
}

/** A victim of whom nobody knows whether he holds the debited account, behind another one whose time is counted. */
export interface DoubtfulHolder {
  /** Null: he named no official number, so that no institution can compare it. */
  number: string | null;
  telephone: string;
  /** When he first reported, as far as his number or telephone tells; of a bank's customer, when he told it. */
  since: Date;
}

/**
 * Returns the victims who stand behind another one's complaint about a transfer although each of them may be its
 * holder: nobody is known as one, and theirs came after it. If one were known, his own seven days would count.
 * So does a bank's customer: he holds the account, and whether the other one is he, nobody says.
 */
export function doubtsAbout(
  complaints: readonly ComplaintWithClaim[],
  when: { transferredAt: Date; at: Date },
): DoubtfulHolder[] {
  const clock = complaintClock(complaints, when);
  return clock === null ? [] : doubtsBehind(clock.receivedAt, possibleHolders(complaints));
}

function doubtsBehind(countedFrom: Date, possible: readonly ComplaintWithClaim[]): DoubtfulHolder[] {
  if (possible.some(({ holder, isUpheld }) => holder === 'known' && isUpheld)) return [];
  const doubtful = possible
    .filter(({ holder, isUpheld }) => holder === 'unknown' && isUpheld)
    .map(({ number, telephone, toldBankAt }): DoubtfulHolder => {
      if (toldBankAt !== null) return { number, telephone, since: toldBankAt };
      const own = possible.filter(
        (other) =>
          other.toldBankAt === null &&
          (number === null || other.number === null ? other.telephone === telephone : other.number === number),
      );
      return { number, telephone, since: own.map(({ receivedAt }) => receivedAt).reduce(earlier) };
    });
  return doubtful.filter(({ since }) => since > countedFrom);
}

/** Returns the complaints about the money of a claim of those who may hold the debited account (`ofHolders`). */
function possibleHolders(complaints: readonly ComplaintWithClaim[]): readonly ComplaintWithClaim[] {
  return ofHolders(stillUpheld(aboutMoneyOf(complaints).filter(({ holderReports }) => holderReports)));
}

/** Returns whether it is upheld, and more than what a victim told his own bank alone. */
function isComplaint({ isUpheld, toldBankAt, statementAt }: ComplaintWithClaim): boolean {
  return isUpheld && (toldBankAt === null || statementAt !== null);
}

/**
 * Returns when the complaint of section 7 was made, by its clock; null where the victim told his
 * bank alone, or C2 says that the report is none.
 */
export function complainedAt({ receivedAt, isReport, statementAt }: ComplaintClock, law: CountingLaw): Date | null {
  return complaintTime({ receivedAt, victimReports: isReport, statementAt }, law);
}

/**
 * Returns the complaints of the victims who uphold one, with those that the same victims withdrew:
 * who withdraws and reports again gets no second time (P-EXP).
 */
export function stillUpheld<C extends Pick<ComplaintWithClaim, 'victim' | 'isUpheld'>>(complaints: readonly C[]): C[] {
  const victims = new Set(complaints.filter(({ isUpheld }) => isUpheld).map(({ victim }) => victim));
  return complaints.filter(({ victim }) => victims.has(victim));
}

/**
 * Returns the complaints that can be those of who holds the debited account. Anybody can say that he holds it,
 * and section 7 gives its seven days to the victim who does. So where his institution, or papers, know a victim
 * as the holder who upholds a complaint, those of others count no more, nor those without a number from
 * another telephone, which may be anybody's. Else those count of whose victims it does not say that another
 * one holds the account. What a victim told his bank alone is never another one's.
 */
function ofHolders(complaints: readonly ComplaintWithClaim[]): readonly ComplaintWithClaim[] {
  const holders = complaints.filter(({ holder, isUpheld }) => holder === 'known' && isUpheld);
  const isHolders = ({ holder, toldBankAt, number, telephone }: ComplaintWithClaim) =>
    holder === 'known' ||
    toldBankAt !== null ||
    holders.some((known) => (number === null ? known.telephone === telephone : known.number === number));
  if (holders.length > 0) return complaints.filter(isHolders);
  const possible = complaints.filter(({ holder }) => holder !== 'other');
  return possible.some(({ isUpheld }) => isUpheld) ? possible : complaints;
}

/**
 * Returns the complaints that are about the money of a claim: those that make the claim, those of
 * another amount or time that the sending institution has confirmed, and those that a victim of this
 * claim made before in other words. Somebody else's word that nobody has confirmed takes no time
 * from a victim.
 */
export function aboutMoneyOf<C extends Pick<ComplaintWithClaim, 'claim' | 'victim'>>(complaints: readonly C[]): C[] {
  const victims = new Set(complaints.filter(({ claim }) => claim === 'this').map(({ victim }) => victim));
  return complaints.filter(({ claim, victim }) => claim !== 'unconfirmed' || victims.has(victim));
}

/**
 * Returns a complaint without a police complaint that is not about the transfer, or unknown yet.
 */
export function aboutTransfer<C extends ComplaintWithClaim>(
  complaint: C,
  { transferredAt, at }: { transferredAt: Date; at: Date },
): C {
  const { statementAt, statementNotedAt } = complaint;
  const isAbout = statementAt !== null && statementAt >= transferredAt;
  const isKnown = statementNotedAt !== null && statementNotedAt <= at;
  return isAbout && isKnown ? complaint : { ...complaint, statementAt: null };
}

/**
 * Returns the power by which the money behind a hold is held at the next institution, or null when
 * a person must order there. A notice of section 6 that the hold rests on comes first. Section 7
 * reaches on while it still gives orders, because the complaint gives it at every account (VIC-7A); an
 * order of another power at this account takes nothing from it. `isAsked`: section 7 may order this
 * money now, whatever holds it here (`mayAskBeside`). What a person ordered (AOC-85B) does not reach
 * on itself: the next account needs its own evidence and its own decision.
 */
export function powerOnward(
  hold: { kind: HoldKind; restsOnNotice: boolean },
  complaint: { clock: ComplaintClock | null; isAsked: boolean },
  law: CountingLaw,
): 'section6' | 'section7' | null {
  if (hold.restsOnNotice) return 'section6';
  return section7ReachesOn(hold, complaint, law) ? 'section7' : null;
}

/**
 * Returns whether section 7 reaches on from a hold: an inquiry officer's order (OFF-7D) carries it on, and
 * beside any other order the complaint is asked.
 */
export function section7ReachesOn(
  { kind }: { kind: HoldKind },
  { clock, isAsked }: { clock: ComplaintClock | null; isAsked: boolean },
  law: CountingLaw,
): boolean {
  const isCarried = kind === 'section7' || kind === 'continue_order';
  return (isCarried || isAsked) && section7GivesOrders(clock, law);
}

/**
 * Returns whether a complaint gives section 7 at money that another power holds: its debit is confirmed, or
 * its urgent time (P-URG) still runs.
 */
export function mayAskBeside(
  {
    clock,
    debitConfirmed,
    urgentFrom,
  }: { clock: ComplaintClock | null; debitConfirmed: boolean; urgentFrom: Date | null },
  law: CountingLaw,
): boolean {
  if (clock === null) return false;
  return debitConfirmed || law.now < urgentUntil({ complainedAt: clock.receivedAt, urgentFrom }, law);
}

/**
 * Returns whether an order of an inquiry officer (OFF-7D) that stood came too late, by what is known now of
 * the complaint: a corrected date of it may show that the seven days were over. The order is void then, and its
 * own authority ends it (decision 58): the centre frees nothing by itself.
 */
export function isGivenTooLate(
  order: { issuedAt: Date },
  clock: ComplaintClock | null,
  rulebook: CountingLaw['rulebook'],
): boolean {
  return clock !== null && !isInSevenDays(clock, { rulebook, now: order.issuedAt });
}

/**
 * Returns whether section 7 still gives new orders for a stolen sum: a holder upholds a complaint
 * (`clock`, else null), and the seven days since then (P-EXP) are not over; where the victim told his
 * bank alone, the time without a complaint; or the urgent time of a victim runs who may be the holder in its place
 * (`doubtfulAt`). Money that is found
 * later an officer orders (AOC-85B), because nothing could carry a hold of section 7 on any more
 * (OFF-7D, LIFT-7E).
 */
export function section7GivesOrders(clock: ComplaintClock | null, { rulebook, now }: CountingLaw): boolean {
  if (clock === null) return false;
  const law = { rulebook, now };
  return isInSevenDays(clock, law) || isInUrgentTimeOfDoubt(clock, law);
}

/**
 * Returns whether the time that section 7 gives by a report lasts at least as long as the notice of a bank about what its
 * customer told it would give by itself now (P-EXP), so that what he told may join the report and takes nothing from him.
 */
export function leavesTimeOf(clock: ComplaintClock | null, law: CountingLaw): boolean {
  if (clock === null) return false;
  const end = endOfSection7(clock, law);
  const told = { receivedAt: law.now, isReport: false, statementAt: null, officerActed: false };
  const ownEnd = endOfSection7(told, law);
  return end === null || (ownEnd !== null && end >= ownEnd);
}

function isInSevenDays(clock: ComplaintClock, law: CountingLaw): boolean {
  const end = endOfSection7(clock, law);
  return end === null || law.now < end;
}

/** Returns when section 7 gives no more orders by a clock; null where no rule ends it. */
export function endOfSection7(clock: ComplaintClock, law: CountingLaw): Date | null {
  const rule = findRule(law.rulebook, 'P-EXP', law.now);
  if (rule === undefined) return null;
  const since = complainedAt(clock, law);
  if (since !== null) return after(since, numberParameter(rule, 'statementMs'));
  return clock.isReport ? null : endOf(rule, clock.receivedAt, law);
}

function isInUrgentTimeOfDoubt({ doubtfulAt }: ComplaintClock, law: CountingLaw): boolean {
  return doubtfulAt !== undefined && law.now < urgentUntil({ complainedAt: doubtfulAt, urgentFrom: null }, law);
}
