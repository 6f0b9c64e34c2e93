import type { HolderFacts } from '../../../persistence/entities/money/hold.entities.js';

/**
 * The body of a hold order, in the shape of the institution protocol. It is made of values that
 * never change, so that a repetition has the same body.
 */
export interface OrderToSend {
  orderId: string;
  holdId: string;
  caseNo: string;
  account: { institution: string; accountNo: string };
  transfer: { fromInstitution: string; reference: string; amountSatang: string; at: string };
  requestedAmountSatang: string;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  attributionRule: 'LATER_DEBITS_IN_TIME_ORDER';
  issuedAt: string;
  expiresAt: string;
  replacesOrderId?: string;
  watchCredits?: true;
  catchesLaterCredit?: true;
  reinstatesPart?: true;
  reviewOwedSince?: string;
  takesOver?: string[];
  debitsSince?: string;
  debitsNamedFor?: string[];
  seizureWarrantNo?: string;
  holderNotice: HolderFacts & { expiresAt: string; appealSecret?: string };
}
