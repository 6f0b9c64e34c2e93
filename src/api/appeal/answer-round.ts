import type { AppealAnswered } from '../../application/appeal/answer-appeal.js';
import type { AppealRound } from '../../wire/case/appeal.js';
import { isDatabaseAway } from '../problem/is-database-away.js';

type Outcome = AppealRound['outcomes'][number];

const NO_DECISION = { state: null, decisionId: null, releaseOrderId: null };

/**
 * Answers one appeal after the other, each in its own transaction. When the database fails, this
 * appeal and all after it are reported as not judged; committed answers stay, and the same round
 * sent again does the rest. Throws any other error.
 */
export async function answerRound(
  appealIds: readonly string[],
  answer: (appealId: string) => Promise<AppealAnswered>,
): Promise<AppealRound> {
  const outcomes: Outcome[] = [];
  for (const appealId of appealIds) {
    const outcome = await outcomeOf(appealId, answer);
    if (outcome === undefined) break;
    outcomes.push(outcome);
  }
  const notJudged = appealIds.slice(outcomes.length);
  return {
    outcomes: [
      ...outcomes,
      ...notJudged.map((appealId) => ({ appealId, ...NO_DECISION, refusedBecause: 'SERVICE.DATABASE' })),
    ],
  };
}

async function outcomeOf(
  appealId: string,
  answer: (appealId: string) => Promise<AppealAnswered>,
): Promise<Outcome | undefined> {
  try {
    const answered = await answer(appealId);
    if (!answered.ok) return { appealId, ...NO_DECISION, refusedBecause: answered.code };
    const { id: decisionId, state, releaseOrderId } = answered;
    return { appealId, state, decisionId, releaseOrderId, refusedBecause: null };
  } catch (error) {
    if (isDatabaseAway(error)) return undefined;
    throw error;
  }
}
