import type { DebitState } from '../debit/debit-verdict.js';
import { after } from '../time.js';

/** A break about what did not come through, and what is known since. */
export type WaitingBreak =
  | {
      kind: 'ANSWER_TOO_LARGE';
      openedAt: Date;
      /** When the newest answer about the hold came that could be read; null: none did. */
      answeredAt: Date | null;
    }
  | {
      kind: 'ORDER_UNANSWERED';
      /** An order of the hold waits for its answer still: it counts, and neither it nor a later one is answered. */
      isOwed: boolean;
    }
  | {
      kind: 'BANK_NOT_ASKED';
      /** The questions that the break calls a person for. */
      questions: readonly { state: DebitState; hasReached: boolean }[];
      /** The report was withdrawn, so that nobody asks any more. */
      isWithdrawn: boolean;
    };

/** States of a question to which its institution gave an answer. */
const ANSWERED: readonly DebitState[] = ['confirmed', 'denied', 'disputed'];

/**
 * Returns whether a break needs no person any more: an answer that can be read came since, no order of the hold waits for
 * an answer, or the question came to its institution. A question whose time ended before it came anywhere still needs one.
 */
export function isCauseGone(waiting: WaitingBreak): boolean {
  if (waiting.kind === 'ANSWER_TOO_LARGE') return waiting.answeredAt !== null && waiting.answeredAt > waiting.openedAt;
  if (waiting.kind === 'ORDER_UNANSWERED') return !waiting.isOwed;
  return (
    waiting.isWithdrawn || waiting.questions.every(({ state, hasReached }) => hasReached || ANSWERED.includes(state))
  );
}

/** The kinds of breaks that wait for what did not come through. */
const WAITING: readonly string[] = [
  'ANSWER_TOO_LARGE',
  'ORDER_UNANSWERED',
  'BANK_NOT_ASKED',
] satisfies WaitingBreak['kind'][];

/** The shortest pause between two looks at a cause. */
const LEAST_MS = 10_000;

/**
 * Returns when a new break is first looked at, because what it waits for may have come beside it; null for one that a
 * person settles.
 */
export function firstLookAtCause(kind: string, openedAt: Date): Date | null {
  return WAITING.includes(kind) ? after(openedAt, LEAST_MS) : null;
}

/**
 * Returns when a break whose cause is not gone is looked at again, when it is twice as old. Who writes what it
 * waits for has it looked at before.
 */
export function nextLookAtCause(openedAt: Date, now: Date): Date {
  return after(now, Math.max(LEAST_MS, now.getTime() - openedAt.getTime()));
}
