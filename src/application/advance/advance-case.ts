import { type DataSource, In } from 'typeorm';
import type { CaseStep } from '../../contract/activities.js';
import { gatherMs } from '../../contract/gather-time.js';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import { ENDED_HOLD_STATES } from '../../domain/hold/hold.js';
import { OutboxRow } from '../../persistence/entities/outbox.entities.js';
import { markOutboxRead } from '../../persistence/outbox/outbox.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { type CaseWork, openKnownCase } from '../case/case-work.js';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import { askReceivers } from '../debit/ask-receivers.js';
import type { AgencyDialects } from '../evidence/answer-reader.js';
import { askQuestions } from '../evidence/ask-questions.js';
import { carryOutFreezeRequests } from '../freeze-request/carry-out-freeze-requests.js';
import { caseFacts } from '../judgement/case-facts.js';
import { judgeRecord } from '../judgement/judge-record.js';
import { linkCase } from '../link/link-case.js';
import { noteSubjects } from '../link/note-subjects.js';
import type { SubjectHash } from '../link/subject-hash.js';
import { applyCaseMessages } from './apply-case-messages.js';
import { ensureHolds } from './ensure-holds.js';
import { projectStatus } from './project-status.js';
import { settleClocks } from './settle-clocks.js';

/**
 * Ensures everything that is due on a case, in one transaction under the case's lock, and says what
 * must go out. Idempotent: run at any time, any number of times, by the complaint's workflow or by
 * the keeper, it does what is due then and nothing twice. What it came to know of suspects is
 * compared with other cases once it is committed; a case that was linked is judged again with what
 * it is linked with.
 */
export async function advanceCase(
  db: DataSource,
  caseId: string,
  dialects: AgencyDialects,
  hash: SubjectHash,
): Promise<CaseStep> {
  const first = await advanceOnce(db, caseId, dialects, hash);
  if (!first.toCompare || !(await linkCase(db, caseId))) return first.step;
  const { step } = await advanceOnce(db, caseId, dialects, hash);
  // What the first transaction wanted told, the second does not tell again.
  return {
    ...step,
    startHolds: each([...first.step.startHolds, ...step.startHolds], ({ holdId }) => holdId),
    signalHolds: each(
      [...first.step.signalHolds, ...step.signalHolds],
      ({ holdId, message }) => `${holdId} ${message}`,
    ),
  };
}

/** Each item once, by its key. */
function each<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

async function advanceOnce(
  db: DataSource,
  caseId: string,
  dialects: AgencyDialects,
  hash: SubjectHash,
): Promise<{ step: CaseStep; toCompare: boolean }> {
  return inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    await markOutboxRead(manager, complaintWorkflowId(caseId), work.now);
    await applyCaseMessages(work, dialects.readAnswer);
    const loaded = await loadCase(work);
    await settleClocks(work, loaded);
    const facts = await caseFacts(work, loaded);
    await ensureHolds(work, loaded, facts);
    await askReceivers(work, loaded);
    await carryOutFreezeRequests(work, loaded);
    if (work.caseFile.withdrawnAt === null && work.caseFile.closedAt === null)
      await askQuestions(work, loaded, dialects.writeQuestion);
    await judgeRecord(work, facts);
    const toCompare = await noteSubjects(work, loaded, hash);
    const { wakeAt, done } = await projectStatus(work, loaded);
    await work.finish();
    return { step: stepOf(work, loaded, await unstartedHolds(work, loaded), wakeAt, done), toCompare };
  });
}

function stepOf(
  work: CaseWork,
  loaded: LoadedCase,
  startHolds: CaseStep['startHolds'],
  wakeAt: Date | null,
  done: boolean,
): CaseStep {
  return {
    startHolds,
    questions: loaded.questions
      .filter((question) => question.state === 'asked' && question.sentAt === null)
      .map((question) => ({ evidenceRequestId: question.id, agency: question.agency })),
    confirmations: loaded.confirmations
      .filter((row) => row.caseId === work.caseFile.id && row.state === 'asked' && row.sentAt === null)
      .map((row) => ({ confirmationId: row.id, institution: row.institution })),
    signalHolds: work.holdsToSignal(),
    wakeAtMs: wakeAt?.getTime() ?? null,
    gatherMs: gatherMs(loaded.holds.length),
    done,
  };
}

/**
 * Who commits a hold starts its workflow at once; a case looks after those that this has not
 * reached for so long.
 */
const START_UNDER_WAY_MS = 2_000;

/**
 * Holds to start: those of this very transaction, and those whose start entry nobody has read
 * although there was time.
 */
async function unstartedHolds(work: CaseWork, loaded: LoadedCase): Promise<CaseStep['startHolds']> {
  const live = loaded.holds.filter((hold) => !ENDED_HOLD_STATES.includes(hold.state));
  if (live.length === 0) return [];
  const entries = await work.manager
    .createQueryBuilder(OutboxRow, 'h')
    .where({ workflowId: In(live.map((hold) => holdWorkflowId(hold.id))), kind: 'start' })
    .andWhere('h.readAt IS NULL')
    .getMany();
  const ours = work.holdsToStart();
  const overdue = work.now.getTime() - START_UNDER_WAY_MS;
  const due = entries.filter((entry) => ours.includes(entry.rowId) || entry.createdAt.getTime() <= overdue);
  const waiting = new Set(due.map((entry) => entry.rowId));
  return live
    .filter((hold) => waiting.has(hold.id))
    .map((hold) => ({ holdId: hold.id, institution: hold.institution }));
}
