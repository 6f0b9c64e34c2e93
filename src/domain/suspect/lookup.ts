import { refuse, ok, type Result } from '../result.js';

/** How often one person may look suspects up within an hour. */
const MOST_AN_HOUR = { centre: 120, institution: 60 } as const;

/**
 * Decides whether a person may look one more suspect up, after `count` in the last hour: who works
 * on cases needs some, who needs hundreds copies a list. Refusal: `SUSPECT.TOO_MANY_LOOKUPS`.
 */
export function mayLookUp(side: keyof typeof MOST_AN_HOUR, count: number): Result<null> {
  return count < MOST_AN_HOUR[side]
    ? ok(null)
    : refuse('SUSPECT.TOO_MANY_LOOKUPS', `one person looks up ${MOST_AN_HOUR[side]} an hour at most`);
}

/**
 * Decides what an institution may ask. The centre tells it of its own accounts, where it holds by
 * the centre's orders, and of listed persons, whom every institution was told of (sections 8/5(6)
 * and 4). Of all else it has no duty that is related, and section 12 forbids to disclose it.
 * Refusal: `SUSPECT.NOT_YOURS`.
 */
export function mayInstitutionAsk(own: string, asked: { institution: string } | 'person' | 'other'): Result<null> {
  const isOwn = asked === 'person' || (asked !== 'other' && asked.institution === own);
  return isOwn
    ? ok(null)
    : refuse('SUSPECT.NOT_YOURS', 'an institution asks about accounts of its own, and about listed persons');
}
