import { holdWorkflowId } from '../../../contract/ids.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { keepMessage } from '../../message/receive-message.js';
import type { ProvedMessage } from '../../message/signed-message.js';
import { applyHoldMessage } from './apply-hold-message.js';
import { type HoldAsRead, type HoldForReceipt, holdForReceipt, READ_HOLD_NEWS } from './read-hold.js';
import { applyInMode, type ApplyMode } from './set-aside.js';

/**
 * Reads a hold and applies its messages. Returns the hold when what was read is how it stands now:
 * there were none, or one receipt, which changes what was read with what it writes.
 */
export async function applyNews(
  work: CaseWork,
  holdId: string,
  mode: ApplyMode,
  caller: 'workflow' | 'process',
): Promise<HoldAsRead | undefined> {
  // What is noted for an earlier hold may be about the same money.
  await work.writeRows();
  const read = await READ_HOLD_NEWS(work.manager, [holdId, work.now, caller === 'workflow']);
  const asRead = holdForReceipt(read, holdId);
  // Several holds are looked at by one transaction of one case; its chain is not that of another.
  if (asRead.hold.caseId !== work.caseFile.id) throw new Error(`hold ${holdId} is of another case`);
  if (read.waiting.length === 0) return asRead;
  const outcomes = await applyWaiting(work, read.waiting, asRead, mode);
  return read.waiting.length === 1 && isKnownAfter(read.waiting[0]?.kind, outcomes[0]) ? asRead : undefined;
}

/** Returns whether what was read of a hold was changed with what a message wrote. */
const isKnownAfter = (kind: string | undefined, outcome: string | undefined): boolean =>
  kind === 'hold.receipt' && outcome === 'APPLIED';

/**
 * Applies the messages of a hold that are not processed yet, oldest first. Returns the code of each
 * outcome.
 */
export async function applyWaiting(
  work: CaseWork,
  waiting: readonly InboxMessageRow[],
  asRead: HoldForReceipt,
  mode: ApplyMode,
): Promise<string[]> {
  const outcomes: string[] = [];
  // The hold is as it was read for the first message only.
  for (const [index, message] of waiting.entries())
    outcomes.push(
      await applyInMode(work, message, mode, () =>
        applyHoldMessage(work, message, asRead.hold.id, index === 0 ? asRead : undefined),
      ),
    );
  return outcomes;
}

/**
 * Keeps an institution's direct answer about a hold and applies it at once; with `keep` it waits
 * like a callback, because it could not be applied. Returns the hold as `applyNews` does.
 */
export async function takeAnswerOfHold(
  work: CaseWork,
  message: ProvedMessage,
  holdId: string,
  answer: ApplyMode | 'keep',
  asRead?: HoldForReceipt,
): Promise<HoldAsRead | undefined> {
  const kept = await keepMessage(work.manager, message, work.caseFile.id, work.now);
  if (kept === undefined) return undefined;
  if (answer !== 'keep') {
    const outcome = await applyInMode(work, kept, answer, () => applyHoldMessage(work, kept, holdId, asRead));
    return isKnownAfter(kept.kind, outcome) ? asRead : undefined;
  }
  work.signal(holdWorkflowId(holdId), 'look', 'institutionAnswered', kept.id);
  return undefined;
}
