import type { DataSource } from 'typeorm';
import type { HoldOutcome } from '../../../contract/outcomes.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { applyNews } from '../receive/apply-news.js';
import type { HoldAsRead } from '../receive/read-hold.js';
import { settingAside } from '../receive/set-aside.js';
import { holdSteps } from './hold-step.js';

/**
 * Applies the messages that wait for a hold, orders a release that is due, and returns what the
 * hold needs next. Idempotent.
 */
export async function advanceHold(db: DataSource, holdId: string): Promise<HoldOutcome> {
  return settingAside(db, (mode) =>
    inTransaction(db, async (manager) => {
      const work = await openCaseOfHold(manager, holdId, 'system');
      const asRead = await applyNews(work, holdId, mode, 'workflow');
      return finishWith(work, holdId, asRead);
    }),
  );
}

/**
 * Ends a transaction on a hold. The next step comes first, because it may order a release, whose
 * traces `finish` writes with the rest. `asRead`: nothing of the hold has changed since.
 */
export async function finishWith(work: CaseWork, holdId: string, asRead?: HoldAsRead): Promise<HoldOutcome> {
  const [step] = await finishWithAll(work, [holdId], asRead);
  if (step === undefined) throw new Error(`no next step of hold ${holdId}`);
  return step;
}

/**
 * Ends a transaction on several holds of one case, as `finishWith` does. The first step names the
 * holds to start and the cases to signal of all.
 */
export async function finishWithAll(
  work: CaseWork,
  holdIds: readonly string[],
  asRead?: HoldAsRead,
): Promise<HoldOutcome[]> {
  const steps = await holdSteps(work, holdIds, asRead);
  await work.finish();
  return steps;
}
