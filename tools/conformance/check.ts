import type { Shape } from './books.js';
import type { Play } from './play.js';

/** One check: an entry of the table of its chapter. */
export interface Check {
  /** Stable; the report and the badge name it. */
  readonly id: string;
  /** The anchor of the sentence of the guide (docs/protocol) that the check comes from. */
  readonly says: string;
  /** What is right, as a sentence for the report. */
  readonly expects: string;
  /** What the books of its account have; without it the check has no account. */
  readonly books?: Shape;
  /** Plays it; throws `Unmet` where what came back is not right. */
  run(play: Play): Promise<void>;
}

/** A chapter of the guide, with the checks that come from it. */
export interface Chapter {
  readonly title: string;
  readonly checks: readonly Check[];
}
