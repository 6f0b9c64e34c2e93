import type { HolderStanding } from '../debit/holder-word.js';
import type { CountingLaw } from '../deadlines/deadline-of.js';
import { type ComplaintClock, leavesTimeOf } from '../hold/order/power-onward.js';

/** A standing report of a transfer by one who says that he holds the debited account. */
export interface StandingReport {
  caseId: string;
  /** It is what the bank told before of its customer. */
  isNotice: boolean;
  /** The holder made it, or who speaks for him by law, as far as they say so (`ReportedBy`). */
  isHolders: boolean;
  /** Whether its victim holds the account, as far as anybody says. */
  holder: HolderStanding;
  /** What section 7 counts by for the money of the transfer. */
  clock: ComplaintClock | null;
}

/**
 * Returns the report of a transfer that what a bank's customer told it joins; undefined where it opens a case of its
 * own. The bank vouches for its customer, and not for who called the centre: the report of the known holder is the
 * customer's, and so is what the bank told before; that of one who is known not to hold the account is not. That of one of whom
 * nobody knows it may be a liar's, and is joined where that costs the customer no time (`leavesTimeOf`). What the bank was told before by one
 * whose authority nobody knows is joined by no word that counts as the customer's own: it would not count there.
 */
export function reportToJoin<R extends StandingReport>(
  standing: readonly R[],
  { isHolders }: { isHolders: boolean },
  law: CountingLaw,
): R | undefined {
  const reports = standing.filter((report) => report.isHolders || !isHolders);
  return (
    reports.find(({ holder, isNotice }) => holder === 'known' || isNotice) ??
    reports.find(({ holder, clock }) => holder === 'unknown' && leavesTimeOf(clock, law))
  );
}
