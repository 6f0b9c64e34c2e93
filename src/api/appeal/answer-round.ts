import type { AppealAnswered } from '../../application/appeal/answer-appeal.js';
import type { AppealRound } from '../../wire/appeal.js';
import { isDatabaseUnavailable } from '../problem/unreachable-database.js';

type Outcome = AppealRound['outcomes'][number];

const NOTHING = { state: null, decisionId: null, releaseOrderId: null };

/**
 * One act on one appeal after the other, each in a transaction of its own. Once the record cannot
 * be used, that appeal and those after it are told as not judged: what stands stands, and the same
 * round sent again does the rest. Any other fault throws.
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
  const left = appealIds.slice(outcomes.length);
  return {
    outcomes: [...outcomes, ...left.map((appealId) => ({ appealId, ...NOTHING, refusedBecause: 'SERVICE.DATABASE' }))],
  };
}

async function outcomeOf(
  appealId: string,
  answer: (appealId: string) => Promise<AppealAnswered>,
): Promise<Outcome | undefined> {
  try {
    const answered = await answer(appealId);
    if (!answered.ok) return { appealId, ...NOTHING, refusedBecause: answered.code };
    const { id: decisionId, state, releaseOrderId } = answered;
    return { appealId, state, decisionId, releaseOrderId, refusedBecause: null };
  } catch (error) {
    if (isDatabaseUnavailable(error)) return undefined;
    throw error;
  }
}
