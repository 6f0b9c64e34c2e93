import type { DebitState } from '../debit/debit-verdict.js';

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
