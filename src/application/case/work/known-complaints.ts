import type { SaidOfHolder } from '../../../domain/debit/holder-word.js';

/** An instant as text or date: JSON of the database gives text. */
export type Instant = Date | string;

/** A complaint about a stolen sum. */
export interface ComplaintAboutSum {
  stolenSumId: string;
  caseId: string;
  /** The sum whose claim it makes: this one, or another one about the same reference and receiver. */
  claimedSumId: string;
  claimedAt: Instant;
  endedAt: Instant | null;
  /** When the case was first told of the transfer: a later call may report one more. */
  receivedAt: Instant;
  holderReports: boolean;
  victimReports: boolean | null;
  toldBankAt: Instant | null;
  statementAt: Instant | null;
  statementNotedAt: Instant | null;
  transferredAt: Instant;
  /** It makes the claim of the sum itself. */
  isThis: boolean;
  /** When the institution confirmed what it claims instead; null while it has not. */
  confirmedAt: Instant | null;
  victim: string;
  /** What was said of whether its victim holds the debited account, in any order. */
  saidOfHolder: readonly { at: Instant; says: SaidOfHolder['says'] }[];
  number: string | null;
  telephone: string;
}

/**
 * The complaints about stolen sums that a transaction has read, for the clocks of section 7. It holds
 * rows and nothing that is derived of them: who changes a claim notes it here too, so that what is
 * reckoned next is reckoned by how things stand.
 */
export class KnownComplaints {
  private readonly bySum = new Map<string, readonly ComplaintAboutSum[]>();

  /** Returns the complaints about a sum; undefined where they were not read. */
  about(stolenSumId: string): readonly ComplaintAboutSum[] | undefined {
    return this.bySum.get(stolenSumId);
  }

  /** Notes what was read of sums: all complaints about each of them. */
  note(stolenSumIds: readonly string[], complaints: readonly ComplaintAboutSum[]): void {
    for (const id of stolenSumIds)
      this.bySum.set(
        id,
        complaints.filter(({ stolenSumId }) => stolenSumId === id),
      );
  }

  /** Notes that claims of cases about a sum have ended. */
  end(claimedSumId: string, caseIds: readonly string[], at: Date): void {
    for (const [id, complaints] of this.bySum)
      this.bySum.set(
        id,
        complaints.map((complaint) =>
          complaint.claimedSumId === claimedSumId && caseIds.includes(complaint.caseId)
            ? { ...complaint, endedAt: complaint.endedAt ?? at }
            : complaint,
        ),
      );
  }
}
