import { atOnce } from '../../deadlines/deadline-of.js';
import type { JudgeContext } from '../finding.js';
import type { ListingDutyFacts } from './duty-facts.js';
import { type Duty, dutyUnder, untilTakenBack } from './duty.js';

/**
 * Returns the duty of an institution that was notified of a listing: it refuses, suspends or
 * closes until the delisting, and says what it did (s.4/2). The section states no time, so P-ONCE
 * says when it is overdue. A delisting ends the duty unless its time was already over.
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
