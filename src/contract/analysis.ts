import type { Satang } from '../domain/money.js';

/** A payment that the analysis may look at. Accounts are named by their keys. */
export interface TransferToAnalyse {
  id: string;
  from: string;
  to: string;
  amountSatang: Satang;
  /** When the money moved, epoch ms. */
  at: number;
  rail: string;
}

/** What an agency said of an account, as a number; see `AgencyFact` of the analysis. */
export interface FactToAnalyse {
  /** The account (`accountKey`). */
  subject: string;
  kind: 'hr03' | 'colour' | 'earlier_complaint' | 'special_case';
  value: number;
  /** When the centre knew it, epoch ms. */
  knownAt: number;
}

/** A key that a case has in common with others; accounts in the clear, all else hashed. */
export interface KeyToAnalyse {
  caseId: string;
  kind: string;
  key: string;
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
  /** Keys of the case, and of the cases that share one of them. */
  keys: readonly KeyToAnalyse[];
}

/** How long the analysis may take over a case, in ms. */
export const ANALYSIS_MS = 2_000;
