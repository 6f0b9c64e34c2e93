import { atOnce } from '../../deadlines/deadline-of.js';
import type { JudgeContext } from '../finding.js';
import type { ListingDutyFacts } from './duty-facts.js';
import { type Duty, dutyUnder, untilTakenBack } from './duty.js';

/**
 * Who was notified of a listing refuses, suspends or closes until it is delisted (s.4/2), and says
 * what it did. The section states no time: P-ONCE says when it shows as overdue. After a delisting
 * nobody owes it any more, but who let its time pass before.
 */
export function dutiesOfListing(listing: ListingDutyFacts, law: JudgeContext): Duty[] {
  const { listingId, institution, notifiedAt, answeredAt, delistedAt } = listing;
  const duties = dutyUnder('LIST-42', law, {
    owedBy: institution,
    subjectKind: 'listing',
    subject: listingId,
    startedAt: notifiedAt,
    fulfilledAt: answeredAt,
    counted: atOnce(notifiedAt, { rulebook: law.rulebook, now: notifiedAt }),
  });
  return untilTakenBack(duties, delistedAt);
}
