import type { DataSource } from 'typeorm';
import type { HoldOutcome } from '../../../contract/outcomes.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import type { ProvedMessage } from '../../message/signed-message.js';
import { finishWith } from '../look/advance-hold.js';
import { takeAnswerOfHold } from '../receive/apply-news.js';
import { keepingFaulty } from '../receive/set-aside.js';

/**
 * Records the institution's answer to a release order, if any, and returns what the hold needs
 * next.
 */
export function recordRelease(db: DataSource, holdId: string, message: ProvedMessage | null): Promise<HoldOutcome> {
  return keepingFaulty((answer) =>
    inTransaction(db, async (manager) => {
      const work = await openCaseOfHold(manager, holdId, 'system');
      if (message !== null) await takeAnswerOfHold(work, message, holdId, answer);
      return finishWith(work, holdId);
    }),
  );
}
