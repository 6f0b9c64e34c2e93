import type { AppealReason, AppealState, AppealTier } from '../../domain/appeal/appeal.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { Callback } from '../message/receive-message.js';

/**
 * The bringer of an appeal and the proof: the holder by the hold's second secret, with the address
 * from which it came, the institution by its signature, or the 1441-2 desk by its token.
 */
export type Appellant =
  | { by: 'holder'; secret: string; from: string }
  | {
      by: 'institution';
      message: Omit<Callback, 'kind' | 'subjectId' | 'content'>;
      /** The whole body, as its schema reads it. */
      content: object;
      holderIs: 'regular_merchant' | 'other' | null;
    }
  | { by: 'desk'; person: ActingPerson; idempotencyKey: string };

/** An appeal as the API hands it over. */
export interface FileAppealInput {
  /** The reference on the holder notice. */
  reference: string;
  statement: string;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  appellant: Appellant;
  /** Keyed hash of the telephone number that the appellant gave, if one was given. */
  phoneKey?: string | null;
  /** The same id for each of several holds that were appealed against in one act. */
  togetherId?: string;
}

/** The answer to an appeal, in the shape of the API. */
export interface AppealFiled {
  id: string;
  reference: string;
  state: AppealState;
  tier: AppealTier;
  /** The hold had an open appeal already, and this one was added to it. */
  joined: boolean;
  receivedAt: string;
  targetAt: string;
  breachAt: string;
}

/** An officer's act on an appeal, in the shape of the API. */
export type AppealAnswerInput =
  | { verdict: 'review' }
  | { verdict: 'uphold' | 'refuse'; reason: AppealReason }
  | { verdict: 'uphold_in_part'; reason: AppealReason; keepSatang: string };
