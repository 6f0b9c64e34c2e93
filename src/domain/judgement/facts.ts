import type { Satang } from '../money.js';

/** An answer, or why it is missing. A missing answer never means "nothing found". */
export type Known<T> =
  | { known: true; value: T; evidenceIds: readonly string[] }
  | { known: false; why: 'not_asked' | 'no_answer' | 'declined' | 'unreadable' };

export const MULE_COLOURS = ['black', 'dark_grey', 'light_grey', 'dark_brown', 'light_brown', 'none'] as const;
export type MuleColour = (typeof MULE_COLOURS)[number];

/** The facts of one reported transfer. */
export interface TransferFacts {
  transferId: string;
  amountSatang: Satang;
  transferredAt: Date;
  debit: 'confirmed' | 'denied' | 'unknown';
  /** `<institution>:<accountNo>` of the receiver; null while only a PromptPay id is known. */
  account: string | null;
  /** What the case claims of it, and no more than its debit was for; 0 where it claims it no longer. */
  claimedSatang: Satang;
}

/** What other reports of the same victim claim of an account. */
export interface ClaimedElsewhere {
  /** `<institution>:<accountNo>` of the receiver. */
  account: string;
  satang: Satang;
}

/** The facts of one account that stolen money reached. */
export interface AccountFacts {
  /** `<institution>:<accountNo>`. */
  account: string;
  /** What the victim's institution says of the debit that the trail starts from. */
  debit: 'confirmed' | 'denied' | 'unknown';
  hr03: Known<'HR-03-1' | 'HR-03-2' | 'none'>;
  colour: Known<MuleColour>;
  /** An earlier police complaint against the account that an officer accepted. */
  acceptedComplaint: Known<boolean>;
  specialCase: Known<boolean>;
  /** Minutes from the stolen credit to the debit that carried it on; null when none did. */
  passThroughMinutes: Known<number | null>;
  /**
   * The institution says that it is the business of the account to pass on money of others: it knows
   * its contract with the holder, and not who is licensed.
   */
  saidToPassOn: boolean;
  /** An officer accepted documents of its holder as proof that it has nothing to do with the crime. */
  provenUnrelated: boolean;
  /** Other victims whose trails reach the account, by the centre's own database. */
  otherVictims: number;
}

/**
 * A suspension under section 6, on an institution's suspicion or an officer's notice, with its
 * outcome.
 */
export interface NoticeFacts {
  noticeId: string;
  /** `<institution>:<accountNo>` of the suspended account. */
  account: string;
  /** The institution that suspends; it has seven days of its own. */
  institution: string;
  by: 'institution' | 'officer';
  /** When the institution found the suspicion or was notified of it. */
  notedAt: Date;
  /**
   * When the officer was notified of the suspension (section 6 paragraph 1), or notified the first
   * institution (paragraph 2); absent when that is `notedAt`.
   */
  officerNotifiedAt?: Date;
  result: 'lawful_action' | 'unfounded' | null;
  resultAt: Date | null;
  suspendedAt: Date | null;
  liftedAt: Date | null;
  /**
   * True when the hold now rests on another power, which outlasts section 6: nothing is to be
   * lifted.
   */
  carriedOn?: boolean;
  /**
   * Who entered it into the section 4 system for the next institutions, since when that was due,
   * and when.
   */
  shared?: { by: string; since: Date; at: Date };
}

/**
 * What the agencies say of one telephone number that reached the victim. The number itself is left
 * out, because a judgement needs the answers only.
 */
export interface NumberFacts {
  /**
   * NBTC: who it is registered to, whether its service is suspended, and, where the network shows
   * it, whether the calls and messages came from its line or only showed it.
   */
  sim: Known<{
    registration: 'identified' | 'unidentifiable' | 'not_registered';
    suspended: boolean;
    origin?: 'line' | 'spoofed' | undefined;
  }>;
  /** MDES: its colour on the DE-fence list. */
  listed: Known<'black' | 'grey' | 'white' | 'unlisted'>;
  /** A Thai mobile number, which has a SIM that is registered to somebody. */
  isMobile: boolean;
  /** On the list of numbers that are never cut off (P-EV5). */
  isProtected: boolean;
  /** Its service is suspended at the request of this case. */
  isCutOff: boolean;
}

/** The totals of a case and all cases that are linked with it (P-LINK). */
export interface GroupFacts {
  cases: number;
  victims: number;
  stolenSatang: Satang;
  /** Other victims who named the same number or wallet as this one. */
  contactVictims: number;
}

/** The facts by which a case is judged. */
export interface CaseFacts {
  caseId: string;
  /** What the hotline takes the case to be; an institution's or officer's notice has its own. */
  caseType: string;
  receivedAt: Date;
  /** Whether the reporter is the victim; null while nobody said so. */
  victimReports: boolean | null;
  /** The reporter is the victim and holds the debited account. */
  holderReports: boolean;
  /**
   * True when the reporter has reached the limit of complaints with an unconfirmed debit (P-URG).
   */
  reporterLimitReached: boolean;
  /** When an inquiry officer received the victim's complaint; null without one. */
  statementAt: Date | null;
  withdrawnAt: Date | null;
  /** When the first hold order left; absent or null before. */
  firstOrderAt?: Date | null;
  transfers: readonly TransferFacts[];
  /** Read where the transfers alone are little (P-SMALL), each debit once; absent: nothing. */
  claimedElsewhere?: readonly ClaimedElsewhere[];
  accounts: readonly AccountFacts[];
  /** Suspensions under section 6; absent when the case rests only on a victim's report. */
  notices?: readonly NoticeFacts[];
  /** Whether a number that reached the victim has no identifiable owner or is suspended (NBTC). */
  simEvidence: Known<boolean>;
  /** Whether a wallet in the complaint is flagged (SEC). */
  walletEvidence: Known<boolean>;
  /** The telephone numbers that reached the victim; empty when the case names none. */
  numbers: readonly NumberFacts[];
  stolenSatang: Satang;
  /** Absent when the case is linked with no other case. */
  group?: GroupFacts;
}

export const OUTCOMES = ['met', 'not_met', 'unknown'] as const;

/** The result of a rule, with its reasons for an officer and a court. */
export interface Finding {
  ruleId: string;
  ruleRowId: string;
  /**
   * The rows of C1 to C7 that the rule read in this case: another choice might change the finding.
   */
  choiceRowIds: readonly string[];
  subjectKind: 'case' | 'transfer' | 'account';
  subject: string;
  outcome: (typeof OUTCOMES)[number];
  reasons: readonly { th: string; en: string }[];
  /**
   * Evidence that keeps the outcome unknown while it is missing, or that would turn the outcome.
   */
  missing: readonly string[];
  evidenceIds: readonly string[];
}
