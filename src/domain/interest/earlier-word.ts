import { refuse, type Refusal } from '../result.js';

/**
 * Returns the words for an act, of those given before, that count: not that of a person of whom an
 * interest in the case became known since. The act waits for another person in that one's place.
 */
export function wordsThatCount<T extends { person: string }>(given: readonly T[], interested: readonly string[]): T[] {
  return given.filter(({ person }) => !interested.includes(person));
}

/**
 * Returns the refusal `APPROVAL.MAKER_INTEREST` where a second person would carry out what a person
 * asked for of whom an interest became known since, else null. One word of two is gone: the second
 * person refuses it, and another one asks anew.
 */
export function refuseOfInterested(
  requestedBy: string,
  interested: readonly string[],
  verdict: 'approve' | 'confirm' | 'refuse',
): Refusal | null {
  return verdict !== 'refuse' && interested.includes(requestedBy)
    ? refuse(
        'APPROVAL.MAKER_INTEREST',
        'who asked has an interest in the case: refuse it, and another person asks anew',
      )
    : null;
}
