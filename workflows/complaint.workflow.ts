import { condition, continueAsNew, setHandler, type SignalDefinition, workflowInfo } from '@temporalio/workflow';
import type { CaseStep } from '../src/contract/activities.js';
import { attributesOfCase } from '../src/contract/search-attributes.js';
import type { CaseWritten, ComplaintInput } from '../src/contract/workflows.js';
import { ACTS_OF_PERSONS, holdChanged, OTHER_NEWS } from './messages.js';
import { AdviceAsker } from './ask-for-advice.js';
import { QuestionSender } from './question-sender.js';
import { LocalTurns } from './local-turns.js';
import { advanceCase } from './record.js';
import { questionsOf } from './send-questions.js';
import { Telling } from './telling.js';
import { UnreadNews } from './unread-news.js';
import { isOver, NO_CLOCK, waitMs } from './wait.js';

/**
 * Drives one complaint until everything of it has ended. The process that commits news of a case
 * looks at the case itself; this is the fan-out of its questions and its clock, and looks when
 * nobody else did. It begins with the questions that intake wrote: they wait for no look. Each
 * round lets one transaction do what is due in the database, sends the questions that it wrote, and
 * waits for news or for the next instant at which something falls due. The process that committed
 * the round tells the holds.
 * The workflow keeps no state that the database does not have, so a second start, a replay after a
 * loss or a repeated message does no harm.
 */
export async function complaintWorkflow(input: ComplaintInput): Promise<void> {
  // What intake wrote is read already; without it the complaint is itself the act of a person.
  const news = new UnreadNews(input.written === undefined);
  const telling = new Telling(attributesOfCase);
  const takes = (signal: SignalDefinition<[string]>, add: () => void): void =>
    setHandler(signal, () => {
      telling.happened(signal.name);
      add();
    });
  takes(holdChanged, () => news.addFromHold());
  for (const signal of OTHER_NEWS) takes(signal, () => news.addOther());
  for (const signal of ACTS_OF_PERSONS) takes(signal, () => news.addFromPerson());
  const turns = new LocalTurns();
  const advice = new AdviceAsker(input.caseId, turns);
  const questions = new QuestionSender(
    turns,
    () => news.addOther(),
    () => advice.ask(),
  );
  const isHistoryLong = (): boolean => workflowInfo().continueAsNewSuggested;
  const mayBeginAnew = (): boolean => isHistoryLong() && !questions.areUnderWay();

  let written = input.written;
  for (;;) {
    const step = written === undefined ? await look() : asStep(written);
    written = undefined;
    advice.mayAsk = step.mayAdvise ?? false;
    telling.stands(step.codes, step.wakeFor, step.wakeAtMs);
    if (step.done) return;
    // A run that is about to end sends no more questions: the next run sends them.
    if (!isHistoryLong()) questions.send(questionsOf(step));

    const isWoken = await condition(() => news.isAny() || mayBeginAnew(), waitMs(step.wakeAtMs), {
      summary: step.wakeFor ?? NO_CLOCK,
    });
    // No signal is lost: the next run begins by reading the database.
    if (mayBeginAnew()) await continueAsNew<typeof complaintWorkflow>({ caseId: input.caseId });
    if (!isWoken) {
      if (step.wakeFor !== null && isOver(step.wakeAtMs)) telling.happened(step.wakeFor);
      continue;
    }

    // A long trail answers account by account: news of holds waits for more of it, so that they
    // share a round. The next accounts do not wait for the case.
    const gatherHoldsMs = news.isMoreThanHolds() ? 0 : step.gatherMs;
    if (gatherHoldsMs > 0)
      await condition(() => news.isMoreThanHolds(), Math.min(gatherHoldsMs, waitMs(step.wakeAtMs)), {
        summary: 'more receipts',
      });
  }

  function look(): Promise<CaseStep> {
    const isUrgent = news.isUrgent();
    news.startRound();
    return advanceCase(input.caseId, isUrgent, turns);
  }
}

/** Returns what intake wrote as the step of a look: the committing process does the rest. */
function asStep(written: CaseWritten): CaseStep {
  return { ...written, gatherMs: 0, done: false };
}
