import type { NarrativeReading } from '../../wire/office/advice.js';

/** Reads what callers tell. */
export abstract class Narratives {
  /**
   * Returns what a narrative seems to say; null when the reader is broken or took longer than two
   * seconds. The text is neither kept nor logged.
   */
  abstract read(narrative: string): Promise<NarrativeReading | null>;
}
