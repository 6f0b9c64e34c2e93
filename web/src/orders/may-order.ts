import type { HoldList } from '../api/schema.js';
import { type HoldActs, isOpen } from './acts.js';

export type Hold = HoldList['holds'][number];

/** A release that the server lets a person answer as a mistake: of a whole hold, or of a part. */
export interface Mistake {
  readonly partId: string | undefined;
  readonly letGoSatang: string;
  readonly comesBackUntil: string;
}

/** Returns the newest release of a hold that can be asked back now (P-BACK). */
export function mistakeOf({ release, partialReleases }: Hold, acts: HoldActs | undefined): Mistake | undefined {
  const offer = acts?.requests.findLast((each) => each.kind === 'reinstatement' && isOpen(each));
  if (offer === undefined) return undefined;
  const part = partialReleases.find(({ id }) => id === offer.partialReleaseId);
  const comesBackUntil = part?.comesBackUntil ?? release?.comesBackUntil;
  if (comesBackUntil == null) return undefined;
  return { partId: part?.id, letGoSatang: offer.orderSatang, comesBackUntil };
}
