import type { LinkKind } from '../domain/link/subject.js';
import type { Satang } from '../domain/money.js';

/** A payment that the analysis may look at. Accounts are named by their keys. */
export interface TransferToAnalyse {
  id: string;
  from: string;
  /** Null when the money left the accounts of the country. */
  to: string | null;
  amountSatang: Satang;
  /** When the money moved, epoch ms. */
  at: number;
  rail: string;
}

/** What an agency or institution said of an account, as a number; see `AgencyFact` of the analysis. */
export interface FactToAnalyse {
  /** The account (`accountKey`). */
  subject: string;
  kind: 'hr03' | 'colour' | 'earlier_complaint' | 'special_case' | 'sim_owner_differs' | 'account_opened';
  value: number;
  /** When the centre knew it, epoch ms. */
  knownAt: number;
}

/** Who or what stands behind an account; see `AccountRef` of the analysis. A reference is a number here. */
export interface RefToAnalyse {
  /** The account (`accountKey`). */
  account: string;
  kind: 'person' | 'sim' | 'device';
  ref: string;
  /** When the centre knew it, epoch ms. */
  knownAt: number;
}

/** A key that a case has in common with others; accounts in the clear, all else hashed. */
export interface KeyToAnalyse {
  caseId: string;
  kind: LinkKind;
  key: string;
  /** An account that only the trail reached; nobody named it. */
  onTrail: boolean;
}

/** What speaks for a complaint that is mistaken or false; see `Doubts` of the analysis. */
export interface DoubtsToAnalyse {
  debitsDisputed: number;
  otherReports: number;
  paidBackBefore: number;
}

/** Everything that the analysis may look at for one case: the centre's own record (reported). */
export interface CaseToAnalyse {
  caseId: string;
  /** Nothing that became known later is in here, epoch ms. */
  asOfMs: number;
  /** The victim's transfers. */
  stolen: readonly TransferToAnalyse[];
  /** Reported transfers of accounts on the trail, of any case. */
  transfers: readonly TransferToAnalyse[];
  facts: readonly FactToAnalyse[];
  /** Of accounts of the case, and of those of other cases that they join with one of it. */
  refs: readonly RefToAnalyse[];
  /** Keys of the case, and of the cases that share one of them. */
  keys: readonly KeyToAnalyse[];
  doubts: DoubtsToAnalyse;
}

/** How long the analysis may take over a case, in ms. */
export const ANALYSIS_MS = 2_000;
