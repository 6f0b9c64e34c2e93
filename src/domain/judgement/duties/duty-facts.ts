import type { AppealTier } from '../../appeal/appeal.js';
import type { HoldKind } from '../../hold/hold.js';
import type { RuleId } from '../../rulebook/row.js';
import type { NoticeFacts } from '../facts.js';

/** An order of a hold, with the time of the institution's first answer. */
interface OrderFacts {
  issuedAt: Date;
  answeredAt: Date | null;
  /**
   * Present when the order let a part go or caught a later credit: when the institution said so,
   * and when it informed the holder.
   */
  part?: { changedAt: Date; toldAt: Date | null };
}

/** The facts of one hold from which duties arise. */
export interface HoldDutyFacts {
  holdId: string;
  institution: string;
  /** `<institution>:<accountNo>`. */
  account: string;
  kind: HoldKind;
  /** The power of its first order; absent when it is the same as `kind`. */
  firstKind?: HoldKind;
  /** Oldest first; never empty. */
  orders: readonly OrderFacts[];
  /** When the institution first said that it holds something; null before. */
  placedAt: Date | null;
  expiresAt: Date;
  /** The row that set the expiry; absent when it is the usual one of its power. */
  expiryRuleId?: RuleId;
  holderNotifiedAt: Date | null;
  /** When persons reviewed it and found that it stands. */
  reviewedAt: readonly Date[];
  releaseOrderedAt: Date | null;
  endedAt: Date | null;
  /** When the money was let go; null while it is held, and when it is kept under another power. */
  releasedAt: Date | null;
  releaseNotifiedAt: Date | null;
  /** When the victim's institution denied the debit; absent or null where it did not. */
  debitDeniedAt?: Date | null;
  /**
   * When the last complaint about its money was withdrawn; absent or null while one stands. A notice
   * of suspicion is none.
   */
  complaintsWithdrawnAt?: Date | null;
}

/** A question to an institution about a debit, which it answers under section 4 (SHARE-4). */
export interface DebitQuestionFacts {
  institution: string;
  askedAt: Date;
  answeredAt: Date | null;
}

/**
 * A disclosure by a party in a case, with the times of the notices that section 4 para 3 requires.
 */
export interface DisclosureFacts {
  party: string;
  disclosedAt: Date;
  policeOrDsiToldAt: Date | null;
  amloToldAt: Date | null;
}

/** The facts of an appeal at one tier. */
export interface AppealDutyFacts {
  appealId: string;
  holdId: string;
  institution: string;
  tier: AppealTier;
  /** The power of its hold, which says whose the answer is at the tier of the authority. */
  holdKind: HoldKind;
  /** Suspicions of institutions alone let it stand (section 6), so that its institution answers. */
  ownSuspicion: boolean;
  since: Date;
  answeredAt: Date | null;
  /**
   * When the answer ordered a release of all or part; `letGoAt` is when the institution confirmed
   * it.
   */
  letGoOrderedAt: Date | null;
  letGoAt: Date | null;
  holdEndedAt: Date | null;
}

/**
 * News that the victim is told together (P-TELL): when the first of it came, and when it was told.
 */
export interface NewsDutyFacts {
  since: Date;
  toldAt: Date | null;
}

/** A listing that an institution was notified of (LIST-42). */
export interface ListingDutyFacts {
  listingId: string;
  institution: string;
  notifiedAt: Date;
  /** When the institution's signed answer said what it did. */
  answeredAt: Date | null;
  delistedAt: Date | null;
}

/** The facts from which the duties of a case arise, besides its findings. */
export interface DutyFacts {
  caseId: string;
  receivedAt: Date;
  /** When the newest findings were made. */
  judgedAt: Date;
  /** The case began with a notice by telephone, of which section 8 wants a written record. */
  noticedByPhone: boolean;
  victimReports: boolean | null;
  holderReports: boolean;
  /** When an inquiry officer received the victim's complaint, and when the centre learned of it. */
  statementAt: Date | null;
  statementNotedAt: Date | null;
  withdrawnAt: Date | null;
  /** When the written record of the notice was signed (section 8). */
  recordOfNoticeAt: Date | null;
  /** The inquiry officer's first decision: a continue-order, or a release. */
  officerDecidedAt: Date | null;
  /** When NBTC first acknowledged a notice of a number used in crime. */
  telecomNoticeAt: Date | null;
  /** When NBTC last acknowledged that numbers are given their service back. */
  telecomLiftAt: Date | null;
  listings: readonly ListingDutyFacts[];
  holds: readonly HoldDutyFacts[];
  debitQuestions: readonly DebitQuestionFacts[];
  disclosures: readonly DisclosureFacts[];
  notices: readonly NoticeFacts[];
  news: readonly NewsDutyFacts[];
  appeals: readonly AppealDutyFacts[];
}
