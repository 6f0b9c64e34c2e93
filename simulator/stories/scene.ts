import { isDeepStrictEqual } from 'node:util';
import type { Centre } from './centre.js';
import type { Stage } from './stage.js';

/** Something that a story expected, and what it saw. */
export interface Expectation {
  readonly what: string;
  readonly expected: unknown;
  readonly seen: unknown;
  readonly ok: boolean;
}

/** Ends a story early; the failed expectation with the reason is recorded already. */
export class StoryStopped extends Error {}

const POLL_MS = 200;

/** What a story works with: the API, the stage, and its timeline. */
export class Scene {
  readonly expectations: Expectation[] = [];
  caseId = '';
  caseNo = '';

  constructor(
    readonly centre: Centre,
    readonly stage: Stage,
    private readonly print: (line: string) => void,
  ) {}

  /** Writes a line of the timeline for people: what happened. */
  narrate(text: string): void {
    this.print(text);
  }

  /** Records whether something is as expected; the story goes on in both cases. */
  expect(what: string, expected: unknown, seen: unknown): void {
    const ok = isDeepStrictEqual(seen, expected);
    this.expectations.push({ what, expected, seen, ok });
    this.print(ok ? `  ✓ ${what}` : `  ✗ ${what}: expected ${JSON.stringify(expected)}, saw ${JSON.stringify(seen)}`);
  }

  /** Records whether something is as expected, and ends the story when it is not. */
  require(what: string, expected: unknown, seen: unknown): void {
    this.expect(what, expected, seen);
    if (!isDeepStrictEqual(seen, expected)) throw new StoryStopped(what);
  }

  /**
   * Calls `look` until it returns a value, and records that it came in time; else ends the story.
   * `look` passes what it sees meanwhile to `seen`, which a failure shows.
   */
  async waitFor<T>(
    what: string,
    withinSeconds: number,
    look: (seen: (state: unknown) => void) => Promise<T | undefined>,
  ): Promise<T> {
    const deadline = Date.now() + withinSeconds * 1_000;
    let last: unknown = 'nothing';
    for (;;) {
      const value = await look((state) => (last = state));
      if (value !== undefined) {
        this.expect(what, `within ${withinSeconds} s`, `within ${withinSeconds} s`);
        return value;
      }
      if (Date.now() > deadline) {
        this.expect(what, `within ${withinSeconds} s`, last);
        throw new StoryStopped(what);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
