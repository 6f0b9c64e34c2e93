import type { AppealReason, AppealState, AppealTier } from '../../domain/appeal/appeal.js';
import type { ActingPerson } from '../case/acting-person.js';
import type { Callback } from '../message/receive-message.js';

/**
 * Who brings an appeal, and how he is known: by the hold's second secret, by a signature, or by a
 * token at the 1441-2 desk.
 */
export type Appellant =
  | { by: 'holder'; secret: string }
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
  /** The reference of the notice that the holder was shown. */
  reference: string;
  statement: string;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  appellant: Appellant;
  /** Of several holds that were appealed against in one act: the same for each of them. */
  togetherId?: string;
}

/** The answer to an appeal; the shape is the API's. */
export interface AppealFiled {
  id: string;
  reference: string;
  state: AppealState;
  tier: AppealTier;
  /** The hold had an open appeal already: this one was added to it. */
  joined: boolean;
  receivedAt: string;
  targetAt: string;
  breachAt: string;
}

/** What an officer does with an appeal; the shape is the API's. */
export type AppealAnswerInput =
  | { verdict: 'review' }
  | { verdict: 'uphold' | 'refuse'; reason: AppealReason }
  | { verdict: 'uphold_in_part'; reason: AppealReason; keepSatang: string };
