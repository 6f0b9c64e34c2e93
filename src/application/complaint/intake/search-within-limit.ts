import { maySearch } from '../../../domain/complaint/intake/incomplete-transfer.js';
import { searchesLeft } from '../../../domain/complaint/intake/order-limits.js';
import { roughBounds } from '../../../domain/complaint/intake/told-roughly.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import type { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { askSearches, type ToldIncomplete } from '../../debit/ask-searches.js';
import type { HolderNumber } from '../../debit/holder-proof.js';
import type { ReporterKeys } from '../view/complaint.queries.js';
import { tellOfLimit } from './wait-for-confirmation.js';

/** Whose searches are counted, and how many there were. */
interface SearchedBefore {
  reporter: ReporterKeys;
  /** The reporter has as many unconfirmed reports as P-LIMIT allows. */
  reporterLimitReached: boolean;
  /** Searches before, in the time of P-LIMIT: the largest count of telephone number, victim and account. */
  searches: number;
  /** The victim's official number, which the questions prove. */
  holder: HolderNumber | null;
}

/**
 * Asks the victim's bank to search the incomplete transfers, as far as P-LIMIT allows. Beyond a limit
 * no bank searches: a person completes them, and an officer is told.
 */
export async function searchWithinLimit(
  work: CaseWork,
  incomplete: readonly ToldIncomplete[],
  { reporter, reporterLimitReached, searches, holder }: SearchedBefore,
): Promise<DebitConfirmationRow[]> {
  // Without the debited account there is nobody to ask; it is asked for again.
  if (work.caseFile.victimInstitution === null) return [];
  if (reporterLimitReached) {
    if (incomplete.length > 0) await tellOfLimit(work, { kind: 'REPORTER_LIMIT', reporter });
    return [];
  }
  const limitRule = ruleInForce(work.rulebook, 'P-LIMIT', work.now);
  const bounds = roughBounds(limitRule);
  const wanted = incomplete.filter(({ told }) => maySearch(told, bounds));
  const left = searchesLeft(searches, wanted.length, limitRule);
  if (left < wanted.length) await tellOfLimit(work, { kind: 'SEARCH_LIMIT', reporter });
  return askSearches(work, wanted.slice(0, left), holder);
}
