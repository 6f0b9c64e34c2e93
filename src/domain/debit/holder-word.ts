import type { HolderFinding } from '../complaint/later/holder-papers.js';
import type { HolderWord } from '../hold/messages.js';
import type { Satang } from '../money.js';

/** Why a debit is neither confirmed nor denied: the victim of the report does not hold the account. */
export const OTHER_HOLDER = 'OTHER_HOLDER';

/** By what the reporter and the debited account are known to belong together. */
export interface HolderFacts {
  /** The reporter says to be its holder, or speaks for him by law. */
  holderReports: boolean;
  /** What its institution says newest of the victim's number; undefined: nothing. */
  holder: HolderWord | undefined;
  /** The question proved a number; a word about none says nothing. */
  provesNumber: boolean;
}

/**
 * Returns whether reporter and debited account are confirmed to belong together: the reporter says
 * to be its holder, and its institution says that the victim of the report holds it.
 */
export function isHolderConfirmed({ holderReports, holder, provesNumber }: HolderFacts): boolean {
  return holderReports && provesNumber && holder === 'MATCHES';
}

/** What else tells that reporter and debited account belong together. */
interface KnownElsewhere {
  /**
   * The institution reports what its customer told it, an officer adopted what it found, or two persons
   * saw papers (P-PAPERS).
   */
  isVouchedFor: boolean;
}

/** Returns whether it is known, by whatever way, that reporter and debited account belong together. */
export function isHolderKnown(about: HolderFacts & KnownElsewhere): boolean {
  return about.isVouchedFor || isHolderConfirmed(about);
}

/**
 * Returns whether an institution denies that the victim of a report holds the account. That says
 * nothing of the debit, and is no denial of it: a number is mistyped, or of a passport that was
 * renewed. So a person looks, and the money stays for the urgent time.
 */
export function isOtherHolder(answer: {
  result: string;
  reason?: string | undefined;
  holder?: HolderWord | undefined;
}): boolean {
  if (answer.reason === OTHER_HOLDER) return true;
  return answer.result === 'CONFIRMED' && answer.holder === 'DIFFERS';
}

/**
 * What was said at an instant of whether the victim of a report holds the debited account: by its institution, or by papers.
 * An officer who adopts what a bank found, and says by what he knows the holder, says `belongs` too.
 */
export interface SaidOfHolder {
  at: Date;
  says: 'MATCHES' | 'DIFFERS' | HolderFinding;
}

/** Whether the victim of a report holds the debited account, as far as anybody says: he does, another one does, or nobody knows. */
export type HolderStanding = 'known' | 'other' | 'unknown';

/**
 * Returns whether the victim of a report holds the debited account, by what was said until an instant. What two
 * persons saw in papers (P-PAPERS) comes before the newest word of the institution.
 */
export function holderStanding(said: readonly SaidOfHolder[], until: Date): HolderStanding {
  const known = said.filter(({ at }) => at <= until).sort((one, other) => one.at.getTime() - other.at.getTime());
  const papers = known.findLast(({ says }) => says === 'belongs' || says === 'taken_back');
  if (papers?.says === 'belongs') return 'known';
  const word = known.findLast(({ says }) => says === 'MATCHES' || says === 'DIFFERS');
  if (word === undefined) return 'unknown';
  return word.says === 'MATCHES' ? 'known' : 'other';
}

/** What is known of a reported transfer, before a sum of it is shown to whoever reported it. */
export interface SumsOfTransfer extends HolderFacts, KnownElsewhere {
  /**
   * The institution named or confirmed another sum under the reference, to this report or to another
   * one, and has not confirmed this one.
   */
  isSumFound: boolean;
}

/**
 * Returns whether a sum of a transfer would tell its reporter what the institution found: what is
 * held was lowered to it. Whoever made the report up, and guessed the sum, would learn the true one.
 */
export function hidesSums(transfer: SumsOfTransfer): boolean {
  return transfer.isSumFound && !isHolderKnown(transfer);
}

/**
 * Returns what the reporter is shown as held of a transfer; null where it would tell what the
 * institution found (`hidesSums`). That nothing is held tells no sum.
 */
export function heldToShow(heldSatang: Satang, transfer: SumsOfTransfer): Satang | null {
  return hidesSums(transfer) && heldSatang > 0n ? null : heldSatang;
}
