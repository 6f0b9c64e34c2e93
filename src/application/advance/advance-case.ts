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
import { settingAside } from './set-aside.js';
import { settleClocks } from './settle-clocks.js';

/**
 * Does everything that is due on a case, in one transaction under the case's lock, and returns
 * what must be sent. Idempotent: the complaint's workflow and the keeper call it at any time and
 * any number of times, and nothing is done twice. After the commit the case is compared with other
 * cases by what it learned of suspects; a case that was linked is judged again with the others.
 */
export async function advanceCase(
  db: DataSource,
  caseId: string,
  dialects: AgencyDialects,
  hash: SubjectHash,
): Promise<CaseStep> {
  const first = await settingAside(db, () => advanceOnce(db, caseId, dialects, hash));
  if (!first.toCompare || !(await linkCase(db, caseId))) return first.step;
  const { step } = await settingAside(db, () => advanceOnce(db, caseId, dialects, hash));
  // The second transaction does not repeat what the first one wants started and signalled.
  return {
    ...step,
    startHolds: distinctBy([...first.step.startHolds, ...step.startHolds], ({ holdId }) => holdId),
    signalHolds: distinctBy(
      [...first.step.signalHolds, ...step.signalHolds],
      ({ holdId, message }) => `${holdId} ${message}`,
    ),
  };
}

/** Returns each item once, by its key. */
function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
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
    // An order that a person gave before the withdrawal stands, so it comes before the release.
    if (work.caseFile.withdrawnAt !== null) await carryOutFreezeRequests(work, loaded);
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
 * The process that commits a hold starts its workflow at once; after this time the case starts
 * those that were missed.
 */
const START_UNDER_WAY_MS = 2_000;

/**
 * Returns the holds to start: those of this transaction, and those whose start is still unread in
 * the outbox after `START_UNDER_WAY_MS`.
 */
async function unstartedHolds(work: CaseWork, loaded: LoadedCase): Promise<CaseStep['startHolds']> {
  const live = loaded.holds.filter((hold) => !ENDED_HOLD_STATES.includes(hold.state));
  if (live.length === 0) return [];
  const entries = await work.manager
    .createQueryBuilder(OutboxRow, 'h')
    .where({ workflowId: In(live.map((hold) => holdWorkflowId(hold.id))), kind: 'start' })
    .andWhere('h.readAt IS NULL')
    .getMany();
  const startedHere = work.holdsToStart();
  const overdue = work.now.getTime() - START_UNDER_WAY_MS;
  const due = entries.filter((entry) => startedHere.includes(entry.rowId) || entry.createdAt.getTime() <= overdue);
  const waiting = new Set(due.map((entry) => entry.rowId));
  return live
    .filter((hold) => waiting.has(hold.id))
    .map((hold) => ({ holdId: hold.id, institution: hold.institution }));
}
