import type { AppealTier } from '../../appeal/appeal.js';
import type { HoldKind } from '../../hold/hold.js';
import type { SuspicionFacts } from '../facts.js';

/** An order of a hold, and when its institution first answered it. */
export interface OrderFacts {
  issuedAt: Date;
  answeredAt: Date | null;
  /**
   * Of an order by which the institution let a part go, or held a later credit too: when it said
   * so, and when it told the holder.
   */
  part?: { changedAt: Date; toldAt: Date | null };
}

/** One hold, as the duties around it see it. */
export interface HoldDutyFacts {
  holdId: string;
  institution: string;
  /** `<institution>:<accountNo>`. */
  account: string;
  kind: HoldKind;
  /** The power of its first order, where a later one gave it another; absent: the same. */
  firstKind?: HoldKind;
  /** Oldest first; never empty. */
  orders: readonly OrderFacts[];
  /** When the institution first said that it holds something; null while it holds nothing. */
  placedAt: Date | null;
  expiresAt: Date;
  holderNotifiedAt: Date | null;
  releaseOrderedAt: Date | null;
  endedAt: Date | null;
  /**
   * When what it held was let go; null while it is held, and when it is kept under another power.
   */
  releasedAt: Date | null;
  releaseNotifiedAt: Date | null;
}

/** Data that somebody must deliver within the time of a question or order. */
export interface DataOrderFacts {
  id: string;
  ruleId: 'TEL-5' | 'AOC-85D';
  party: string;
  askedAt: Date;
  dueAt: Date;
  answeredAt: Date | null;
}

/**
 * The first disclosure of a party in a case, and when it gave the notices that section 4 para 3
 * wants.
 */
export interface DisclosureFacts {
  party: string;
  disclosedAt: Date;
  policeOrDsiToldAt: Date | null;
  amloToldAt: Date | null;
}

/** An appeal at one tier. */
export interface AppealDutyFacts {
  appealId: string;
  holdId: string;
  institution: string;
  tier: AppealTier;
  since: Date;
  answeredAt: Date | null;
  /**
   * When the answer ordered all or part of the hold to be let go, and when the institution said
   * that it was.
   */
  letGoOrderedAt: Date | null;
  letGoAt: Date | null;
  holdEndedAt: Date | null;
}

/**
 * News that the victim is to be told together (P-TELL): since the first of it, until he was told.
 */
export interface NewsDutyFacts {
  since: Date;
  toldAt: Date | null;
}

/** A listing of which an institution was notified (LIST-42). */
export interface ListingDutyFacts {
  listingId: string;
  institution: string;
  notifiedAt: Date;
  /** When it said, signed, what it did. */
  answeredAt: Date | null;
  delistedAt: Date | null;
}

/** What duties of a case arise from, besides its findings. */
export interface DutyFacts {
  caseId: string;
  receivedAt: Date;
  /** When the newest findings were made. */
  judgedAt: Date;
  holderReports: boolean;
  statementAt: Date | null;
  withdrawnAt: Date | null;
  /** When the written record of the notice was signed (section 8). */
  recordOfNoticeAt: Date | null;
  /** The inquiry officer's first decision: a continue-order, or a release. */
  officerDecidedAt: Date | null;
  /** When NBTC first acknowledged that it was told of a number used in crime. */
  telecomNoticeAt: Date | null;
  listings: readonly ListingDutyFacts[];
  holds: readonly HoldDutyFacts[];
  dataOrders: readonly DataOrderFacts[];
  disclosures: readonly DisclosureFacts[];
  suspicions: readonly SuspicionFacts[];
  news: readonly NewsDutyFacts[];
  appeals: readonly AppealDutyFacts[];
}
