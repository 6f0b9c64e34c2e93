import type { Satang } from '../money.js';

/** An answer, or why there is none. Unknown is never "nothing found". */
export type Known<T> =
  | { known: true; value: T; evidenceIds: readonly string[] }
  | { known: false; why: 'not_asked' | 'no_answer' | 'declined' | 'unreadable' };

export type MuleColour = 'black' | 'dark_grey' | 'light_grey' | 'dark_brown' | 'light_brown' | 'none';

/** One reported transfer, as the judge sees it. */
export interface TransferFacts {
  transferId: string;
  amountSatang: Satang;
  transferredAt: Date;
  debit: 'confirmed' | 'denied' | 'unknown';
  /** False while only a PromptPay id is known. */
  accountKnown: boolean;
}

/**
 * One account that stolen money reached, as the judge sees it. `account` is
 * `<institution>:<accountNo>`.
 */
export interface AccountFacts {
  account: string;
  /** Whether the debit that started this trail is confirmed by the victim's bank. */
  debit: 'confirmed' | 'denied' | 'unknown';
  hr03: Known<'HR-03-1' | 'HR-03-2' | 'none'>;
  colour: Known<MuleColour>;
  /** An earlier police complaint against the account that an officer accepted. */
  acceptedComplaint: Known<boolean>;
  specialCase: Known<boolean>;
  /**
   * Minutes from the stolen credit to the debit that carried it on, as the bank confirmed; null
   * when it did not move on.
   */
  passThroughMinutes: Known<number | null>;
  /** Other victims whose trails reach the account, from the centre's own record. */
  otherVictims: number;
}

/**
 * A suspension under section 6, on an institution's own suspicion or an officer's notice, and what
 * came of it.
 */
export interface SuspicionFacts {
  noticeId: string;
  /** `<institution>:<accountNo>` of the suspended account. */
  account: string;
  /** The institution that suspends. Its seven days are its own. */
  institution: string;
  by: 'institution' | 'officer';
  /** When the institution found the suspicion or was told of it. */
  notedAt: Date;
  result: 'lawful_action' | 'unfounded' | null;
  resultAt: Date | null;
  suspendedAt: Date | null;
  liftedAt: Date | null;
  /**
   * The hold stands on another power now, which outlasts section 6: nothing is to be lifted by it.
   */
  carriedOn?: boolean;
  /**
   * When it was entered into the section 4 system for the next institutions, by whom, and since
   * when that was due.
   */
  shared?: { by: string; since: Date; at: Date };
}

/** The cases that are linked with a case, itself among them (P-LINK), and what they come to. */
export interface GroupFacts {
  cases: number;
  victims: number;
  stolenSatang: Satang;
  /** Other victims who named the same number or wallet as this one. */
  contactVictims: number;
}

/** One case, as the judge sees it. */
export interface CaseFacts {
  caseId: string;
  receivedAt: Date;
  holderReports: boolean;
  /** The reporter has reached the limit of complaints whose debit nobody confirmed yet (P-URG). */
  reporterLimitReached: boolean;
  statementAt: Date | null;
  withdrawnAt: Date | null;
  /** When the first hold order left; absent or null while none did. */
  firstOrderAt?: Date | null;
  transfers: readonly TransferFacts[];
  accounts: readonly AccountFacts[];
  /** Suspensions under section 6; absent when the case rests on a victim's report alone. */
  suspicions?: readonly SuspicionFacts[];
  /**
   * A number that reached the victim is registered to nobody identifiable, or is suspended (NBTC).
   */
  simEvidence: Known<boolean>;
  /** A wallet in the complaint is flagged (SEC). */
  walletEvidence: Known<boolean>;
  /** A number or link in the complaint is on the DE-fence black list (MDES). */
  listedContact: Known<boolean>;
  stolenSatang: Satang;
  /** Absent when the case is linked with no other. */
  group?: GroupFacts;
}

/** A rule's result, with its reasons for an officer and a court. */
export interface Finding {
  ruleId: string;
  ruleRowId: string;
  /**
   * Rows of C1 to C7 that the rule asked for in this case: another choice might have made another
   * finding.
   */
  choiceRowIds: readonly string[];
  subjectKind: 'case' | 'transfer' | 'account';
  subject: string;
  outcome: 'met' | 'not_met' | 'unknown';
  reasons: readonly { th: string; en: string }[];
  /** Evidence whose lack keeps the outcome unknown, or that would turn it. */
  missing: readonly string[];
  evidenceIds: readonly string[];
}
